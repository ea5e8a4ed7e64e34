/** What is the state of the report being written, and what happens when it is sent? */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { answer, api } from "../../api/client";
import { ApiProblem, type Fault } from "../../api/problem";
import type { Species, Submission } from "../../api/types";
import i18next from "../../i18n";
import { useSession } from "../accounts/session";
import { useSpecies } from "../species/useSpecies";
import { followUpHeader, followUpToken } from "./followUps";
import { type ReportDraft, useReportDraft } from "./reportDraft";
import { sightingFrom } from "./reportMetadata";
import { type ReportFiles, useReportFiles } from "./useReportFiles";
import { openSubmission, submissionKey, useSubmission } from "./useSubmission";

/** Files that go with the report; refused ones and copies stay behind. */
const GOING_ALONG = ["ready", "sent", "checking"];
const EDITABLE: Submission["state"][] = ["draft", "invalid"];
const NOT_PROCESSABLE = 422;

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
}

async function sendReport(
  submission: string,
  draft: ReportDraft,
  species: Species | undefined,
  files: string[],
  isAnonymous: boolean,
) {
  const to = {
    params: { path: { id: submission } },
    headers: followUpHeader(followUpToken(submission)),
  };
  const sightings = [sightingFrom(draft, species, files)];
  const checked = await answer(
    api.POST("/submissions/{id}/validate", {
      ...to,
      body: { sightings },
    }),
  );
  if (!checked.valid) {
    throw invalid(checked.errors);
  }
  const contact =
    isAnonymous && draft.contactEmail.trim() ? { contact_email: draft.contactEmail.trim() } : {};
  return answer(
    api.POST("/submissions/{id}/commit", {
      ...to,
      body: { sightings, ...contact },
    }),
  );
}

function invalid(faults: Fault[]): ApiProblem {
  return new ApiProblem(NOT_PROCESSABLE, "", i18next.t("submissions:explain.invalid"), faults);
}

export function useReport(onSent: (submission: string) => void): Report {
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
  });

  const earlierFaults = useMemo(
    () => (stored.data?.state === "invalid" ? stored.data.errors : []),
    [stored.data],
  );
  const earlierProblem = useMemo(
    () => (earlierFaults.length > 0 ? invalid(earlierFaults) : null),
    [earlierFaults],
  );

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
      files.clear();
      if (draft.submission) {
        void takeBack(draft.submission);
      }
      opening.current = null;
      sending.reset();
      startOver();
    },
  };
}

/** A draft that the server would not let go expires there by itself. */
async function takeBack(submission: string): Promise<void> {
  const options = {
    params: { path: { id: submission } },
    headers: followUpHeader(followUpToken(submission)),
  };
  await api.DELETE("/submissions/{id}", options).catch(() => undefined);
}
