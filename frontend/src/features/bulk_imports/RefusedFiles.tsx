/** Which files beside the pictures were not accepted, and why? Pictures have a page of their own. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { useServerWords } from "../../i18n/useServerWords";
import styles from "./SheetTab.module.css";
import type { BulkImport } from "./types";
import { sheetKey } from "./useImport";

export function RefusedFiles({ found }: { found: BulkImport }) {
  const { t } = useTranslation("imports");
  const { reason } = useServerWords();
  const client = useQueryClient();
  const queryKey = [...sheetKey(found.id), "files", "refused"];
  const { data } = useQuery({
    queryKey,
    queryFn: () =>
      answer(
        api.GET("/submissions/{id}/files", {
          params: { path: { id: found.id }, query: { limit: 200, state: "refused" } },
        }),
      ),
    enabled: Boolean(found.allowed.edit),
  });
  const forgetting = useMutation({
    mutationFn: (file: string) =>
      answer(
        api.DELETE("/submissions/{id}/files/{file}", { params: { path: { id: found.id, file } } }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
  const refused = (data?.items ?? []).filter(({ purpose }) => purpose !== "picture");
  if (refused.length === 0) {
    return null;
  }
  return (
    <Notice tone="bad">
      <p>{t("sheet.refused", { count: refused.length })}</p>
      <ul className={styles.failed} aria-label={t("sheet.refusedList")}>
        {refused.map(({ id, name, reason: why, code }) => (
          <li key={id}>
            <span className={styles.path}>{name}</span>
            <Button
              look="quiet"
              aria-label={t("upload.forget", { name })}
              busy={forgetting.isPending && forgetting.variables === id}
              onClick={() => forgetting.mutate(id)}
            >
              ×
            </Button>
            <span className={styles.reason}>{reason(why ?? "", code)}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
