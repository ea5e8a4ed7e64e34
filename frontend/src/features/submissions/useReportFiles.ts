/** Which files does the report have: those on their way from this page and those the server has? */

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { answer, api } from "../../api/client";
import type { Submission, SubmissionFile } from "../../api/types";
import { followUpHeader, followUpToken } from "./followUps";
import { UploadQueue, type UploadRow } from "./uploadQueue";
import { submissionKey, useSubmission } from "./useSubmission";
import { useUnsentPhotos } from "./useUnsentPhotos";

/** One file of the report, wherever it is. */
export interface ReportFile {
  key: string;
  name: string;
  size: number;
  sent: number;
  state: UploadRow["state"] | "receiving" | "checking" | "ready" | "refused" | "duplicate";
  reason: string | null;
  /** Of the reason, where it is the server's. */
  code: string | null;
  preview: string | null;
  exif: SubmissionFile["exif"];
  /** Its id on the server, and its row in the queue of this page. */
  file: string | null;
  upload: string | null;
}

const ARRIVED = ["ready", "duplicate", "refused"];

const UNDER_WAY = ["receiving", "checking"];

/** The id that an upload has on the server, where the answer that tells it has not come: by name and size. */
function unansweredId(
  { name, size }: Pick<UploadRow, "name" | "size">,
  stored: SubmissionFile[],
  claimed: Set<string | null>,
): string | null {
  const found = stored.find(
    (file) =>
      file.name === name &&
      file.size === size &&
      UNDER_WAY.includes(file.state) &&
      !claimed.has(file.id),
  );
  return found?.id ?? null;
}

function withIds(uploads: UploadRow[], stored: SubmissionFile[]): UploadRow[] {
  const claimed = new Set(uploads.map((row) => row.file));
  return uploads.map((row) => {
    const file = row.file ?? unansweredId(row, stored, claimed);
    claimed.add(file);
    return { ...row, file };
  });
}

/** Both views of the files as one list: what the server says of a file that arrived outranks what was sent. */
export function mergeFiles(sent: UploadRow[], stored: SubmissionFile[]): ReportFile[] {
  const uploads = withIds(sent, stored);
  const sentHere = new Map(uploads.map((row) => [row.file, row]));
  const fromServer = stored.map((file): ReportFile => {
    const upload = sentHere.get(file.id);
    const isUnderWay = upload && upload.state !== "sent" && !ARRIVED.includes(file.state);
    return {
      key: file.id,
      name: file.name,
      size: file.size,
      sent: Math.max(file.received, upload?.sent ?? 0),
      state: isUnderWay ? upload.state : (file.state as ReportFile["state"]),
      reason: (isUnderWay ? upload.reason : file.reason) ?? null,
      code: isUnderWay ? null : file.code,
      preview: upload?.preview ?? null,
      exif: file.exif,
      file: file.id,
      upload: upload?.key ?? null,
    };
  });
  const known = new Set(stored.map((file) => file.id));
  const onlyHere = uploads
    .filter((row) => row.file === null || !known.has(row.file))
    .map(
      (row): ReportFile => ({
        ...row,
        key: `upload-${row.key}`,
        code: null,
        exif: null,
        upload: row.key,
      }),
    );
  return [...fromServer, ...onlyHere];
}

async function removeFile(submission: string, file: string): Promise<void> {
  const options = {
    params: { path: { id: submission, file } },
    headers: followUpHeader(followUpToken(submission)),
  };
  await answer(api.DELETE("/submissions/{id}/files/{file}", options));
}

export interface ReportFiles {
  files: ReportFile[];
  add: (files: Iterable<File>) => void;
  retry: (file: ReportFile) => void;
  retryFailed: () => void;
  remove: (file: ReportFile) => Promise<void>;
  clear: () => void;
  /** The files that were added on this page. */
  contents: () => File[];
}

export function useReportFiles(
  submission: string | null,
  open: () => Promise<string>,
): ReportFiles {
  const client = useQueryClient();
  const { data } = useSubmission(submission);
  const latest = useRef({ submission, open });
  useEffect(() => {
    latest.current = { submission, open };
  });

  const refresh = useCallback(
    () => client.invalidateQueries({ queryKey: submissionKey(latest.current.submission) }),
    [client],
  );
  const [queue] = useState(
    () => new UploadQueue({ open: () => latest.current.open(), onSent: () => void refresh() }),
  );
  const uploads = useSyncExternalStore(queue.subscribe, queue.snapshot);
  useUnsentPhotos(queue, uploads);
  useEffect(() => () => queue.clear(), [queue]);
  useEffect(() => {
    const goOn = () => queue.retryFailed();
    window.addEventListener("online", goOn);
    return () => window.removeEventListener("online", goOn);
  }, [queue]);

  async function remove(file: ReportFile): Promise<void> {
    if (file.upload) {
      queue.remove(file.upload);
    }
    const id = file.file ?? (await leftOver(file));
    if (id && submission) {
      await removeFile(submission, id);
      client.setQueryData<Submission>(
        submissionKey(submission),
        (before) => before && { ...before, files: before.files.filter((each) => each.id !== id) },
      );
      await refresh();
    }
  }

  /** What the server has of an upload that was stopped before its answer came. */
  async function leftOver(file: ReportFile): Promise<string | null> {
    await refresh();
    const stored = client.getQueryData<Submission>(submissionKey(submission))?.files ?? [];
    const others = withIds(queue.snapshot(), stored).map((row) => row.file);
    return unansweredId(file, stored, new Set(others));
  }

  return {
    files: mergeFiles(uploads, data?.files ?? []),
    add: (files) => queue.add(files),
    retry: (file) => file.upload && queue.retry(file.upload),
    retryFailed: () => queue.retryFailed(),
    remove,
    clear: () => queue.clear(),
    contents: () => queue.contents(),
  };
}
