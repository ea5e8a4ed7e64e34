/** What is the state of the report being written, and what happens when it is sent? */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { ApiProblem, type Fault } from "../../api/problem";
import type { Species } from "../../api/types";
import { useSession } from "../accounts/session";
import { useSpecies } from "../species/useSpecies";
import { type ReportDraft, useReportDraft } from "./reportDraft";
import { EDITABLE, invalid, sendReport, takeBack } from "./sendReport";
import { type ReportFiles, useReportFiles } from "./useReportFiles";
import { openSubmission, submissionKey, useSubmission } from "./useSubmission";

/** Files that go with the report; refused ones and copies stay behind. */
const GOING_ALONG = ["ready", "sent", "checking"];

export interface Report {
  draft: ReportDraft;
  change: (part: Partial<ReportDraft>) => void;
  files: ReportFiles;
  fileNames: string[];
  species: Species | undefined;
  send: () => void;
  isSending: boolean;
  error: Error | null;
  /** The faults that the server found after an earlier try. */
  earlierFaults: Fault[];
  /** What to show above the form: the error, or the faults of an earlier try. */
  problem: Error | null;
  discard: () => void;
  /** Empties the form for another report, and leaves what the server has of this one. */
  setAside: () => void;
}

/** `onUnreachable` is called where nobody answered, or the answer was lost: whether the report arrived is not known then. */
export function useReport(onSent: (submission: string) => void, onUnreachable: () => void): Report {
  const client = useQueryClient();
  const { draft, change, startOver } = useReportDraft();
  const { user } = useSession();
  const species = useSpecies(draft.species || null);
  const stored = useSubmission(draft.submission);
  const opening = useRef<Promise<string> | null>(null);

  /** The draft on the server: the one begun earlier while it can still be changed, else a new one. */
  async function open(): Promise<string> {
    const known = stored.data;
    const isGone = stored.error instanceof ApiProblem && stored.error.isMissing;
    if (draft.submission && !isGone && (!known || EDITABLE.includes(known.state))) {
      return draft.submission;
    }
    opening.current ??= openSubmission().then((submission) => {
      change({ submission });
      return submission;
    });
    try {
      return await opening.current;
    } catch (error) {
      opening.current = null;
      throw error;
    }
  }

  const files = useReportFiles(draft.submission, open);
  const fileNames = files.files
    .filter((file) => GOING_ALONG.includes(file.state))
    .map(({ name }) => name);

  const sending = useMutation({
    mutationFn: async () => {
      const submission = await open();
      return sendReport(submission, draft, species, fileNames, user === null);
    },
    onSuccess: (sent) => {
      client.setQueryData(submissionKey(sent.id), sent);
      onSent(sent.id);
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.isUnreachable) {
        onUnreachable();
      }
    },
  });

  const earlierFaults = useMemo(
    () => (stored.data?.state === "invalid" ? stored.data.errors : []),
    [stored.data],
  );
  const earlierProblem = useMemo(
    () => (earlierFaults.length > 0 ? invalid(earlierFaults) : null),
    [earlierFaults],
  );

  function setAside() {
    files.clear();
    opening.current = null;
    sending.reset();
    startOver();
  }

  return {
    draft,
    change,
    files,
    fileNames,
    species,
    send: () => sending.mutate(),
    isSending: sending.isPending,
    error: sending.error,
    earlierFaults,
    problem: sending.error ?? earlierProblem,
    discard: () => {
      if (draft.submission) {
        void takeBack(draft.submission);
      }
      setAside();
    },
    setAside,
  };
}
