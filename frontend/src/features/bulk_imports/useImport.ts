/** How far is an import, and what can be done with it? Asked for again and again while anything of it is under way. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  changeImport,
  chooseSheet,
  type ImportStep,
  readImport,
  retryPictures,
  takeStep,
} from "./importApi";
import type { BulkImport, ImportWishes } from "./types";

/** Often enough to feel alive, seldom enough for a phone on a weak link. */
const ASK_AGAIN_MS = 1500;
/** Somebody waits for a small import to be gone. */
const ASK_SOON_MS = 500;

const GOING_ON = ["committing", "created", "detecting"];
export const COMMITTED = ["created", "detecting", "curation", "done"];

export const importKey = (id: string) => ["bulk-imports", "one", id];
/** Under this lies what was read of one import's sheet. */
export const sheetKey = (id: string) => ["bulk-imports", "sheet", id];

export function isBusy(found: BulkImport): boolean {
  return (
    found.checking ||
    found.progress !== null ||
    found.sheet.state === "reading" ||
    GOING_ON.includes(found.state)
  );
}

/** Whether it is being removed, or brought back. */
export function isOnItsWay(found: BulkImport): boolean {
  return found.removal === "removing" || found.removal === "restoring";
}

function askAgainAfter(found: BulkImport): number | false {
  if (isOnItsWay(found)) {
    return ASK_SOON_MS;
  }
  return isBusy(found) ? ASK_AGAIN_MS : false;
}

export function isCommitted(found: BulkImport): boolean {
  return COMMITTED.includes(found.state);
}

export function useImport(id: string) {
  return useQuery({
    queryKey: importKey(id),
    queryFn: () => readImport(id),
    refetchInterval: ({ state }) => (state.data ? askAgainAfter(state.data) : false),
    // What was begun in another window, or on another device, shows when one comes back.
    refetchOnWindowFocus: true,
  });
}

/** Remembers the import as an answer of the server gave it. */
function useRemember(id: string) {
  const client = useQueryClient();
  return (found: BulkImport) => {
    client.setQueryData(importKey(id), found);
    void client.invalidateQueries({ queryKey: ["bulk-imports", "list"] });
  };
}

export function useImportWishes(id: string) {
  const remember = useRemember(id);
  return useMutation({
    mutationFn: (wishes: ImportWishes) => changeImport(id, wishes),
    onSuccess: remember,
  });
}

export function useChooseSheet(id: string) {
  const client = useQueryClient();
  const remember = useRemember(id);
  return useMutation({
    mutationFn: ({ file, worksheet = null }: { file: string; worksheet?: string | null }) =>
      chooseSheet(id, file, worksheet),
    onSuccess: (found) => {
      client.removeQueries({ queryKey: sheetKey(id) });
      remember(found);
    },
  });
}

export function useImportStep(id: string) {
  const remember = useRemember(id);
  return useMutation({
    mutationFn: (step: ImportStep) => takeStep(id, step),
    onSuccess: remember,
  });
}

export function useRetryPictures(id: string) {
  const client = useQueryClient();
  const remember = useRemember(id);
  return useMutation({
    mutationFn: (assets: string[] | null) => retryPictures(id, assets),
    onSuccess: (found) => {
      remember(found);
      void client.invalidateQueries({ queryKey: ["bulk-imports", "problems", id] });
    },
  });
}
