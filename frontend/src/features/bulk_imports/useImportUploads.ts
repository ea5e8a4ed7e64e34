/** The uploads of an import, tied to the page that shows them. */

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { answer, api } from "../../api/client";
import { useStayUntilSent } from "../submissions/useStayUntilSent";
import {
  type ImportUploads,
  type KnownFile,
  type UploadOverview,
  uploadsOf,
} from "./importUploads";
import { importKey, sheetKey } from "./useImport";

/** The most that one answer holds. */
const PAGE = 200;
/** Files arrive many a second; the counts are asked for now and then. */
const COUNT_EVERY_MS = 3000;

async function knownFiles(importId: string): Promise<KnownFile[]> {
  const known: KnownFile[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await answer(
      api.GET("/submissions/{id}/files", {
        params: { path: { id: importId }, query: { limit: PAGE, ...(cursor ? { cursor } : {}) } },
      }),
    );
    known.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return known;
}

export function useImportUploads(
  importId: string,
  onSheet: (file: string, name: string) => void,
): { uploads: ImportUploads; overview: UploadOverview } {
  const client = useQueryClient();
  const uploads = uploadsOf(importId);
  const overview = useSyncExternalStore(uploads.subscribe, uploads.snapshot);
  const counting = useRef<ReturnType<typeof setTimeout> | null>(null);
  useStayUntilSent(overview.isActive && !overview.isPaused);

  useEffect(() => {
    uploads.attach({
      known: () => knownFiles(importId),
      onSent: () => {
        counting.current ??= setTimeout(() => {
          counting.current = null;
          void client.invalidateQueries({ queryKey: importKey(importId) });
          void client.invalidateQueries({ queryKey: [...sheetKey(importId), "files"] });
        }, COUNT_EVERY_MS);
      },
      onSheet,
    });
  });

  useEffect(() => {
    const goOn = () => uploads.retryFailed();
    window.addEventListener("online", goOn);
    return () => window.removeEventListener("online", goOn);
  }, [uploads]);

  return { uploads, overview };
}
