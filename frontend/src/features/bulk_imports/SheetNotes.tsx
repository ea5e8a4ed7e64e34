/** How the file of another system was understood: what was made of it, and what was left out. */

import { useTranslation } from "react-i18next";
import { Notice } from "../../components/Notice";
import { useServerWords } from "../../i18n/useServerWords";
import type { BulkImport } from "./types";
import { useColumns } from "./useColumns";

export function SheetNotes({ found }: { found: BulkImport }) {
  const { t } = useTranslation("imports");
  const { say } = useServerWords();
  const { data } = useColumns(found.id, found.sheet.state === "ready");
  const notes = data?.notes ?? [];
  if (notes.length === 0) {
    return null;
  }
  return (
    <Notice>
      <p>{t("sheet.notes", { name: data?.generator ?? found.sheet.name })}</p>
      <ul>
        {notes.map((note) => (
          <li key={note.code}>{say(note)}</li>
        ))}
      </ul>
    </Notice>
  );
}
