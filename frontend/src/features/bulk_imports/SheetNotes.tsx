/** How the files of other systems were understood: what was made of each, and what was left out. */

import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Notice } from "../../components/Notice";
import { useServerWords } from "../../i18n/useServerWords";
import type { BulkImport, SheetNote } from "./types";
import { useColumns } from "./useColumns";

export function SheetNotes({ found }: { found: BulkImport }) {
  const { t } = useTranslation("imports");
  const { say } = useServerWords();
  const { data, refetch } = useColumns(found.id, found.sheet.state === "ready");
  // Files beside the sheet come when they will, and each check looks at them anew.
  useEffect(() => {
    if (!found.checking && found.sheet.state === "ready") {
      void refetch();
    }
  }, [found.checking, found.sheet.state, refetch]);
  const files = byFile(data?.notes ?? [], data?.generator ?? found.sheet.name ?? "");
  return files.map(([name, notes]) => (
    <Notice key={name}>
      <p>{t("sheet.notes", { name })}</p>
      <ul>
        {notes.map((note) => (
          <li key={note.code}>{say(note)}</li>
        ))}
      </ul>
    </Notice>
  ));
}

/** The notes on each file; those that name none are on the sheet. */
function byFile(notes: SheetNote[], sheet: string): [string, SheetNote[]][] {
  const found = new Map<string, SheetNote[]>();
  for (const note of notes) {
    const file = String(note.details.file ?? sheet);
    found.set(file, [...(found.get(file) ?? []), note]);
  }
  return [...found];
}
