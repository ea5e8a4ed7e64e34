/** How far is a submission? */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, api } from "../../api/client";
import type { Submission } from "../../api/types";
import { followUpHeader, followUpToken, rememberFollowUp } from "./followUps";

/** Often enough to feel alive, seldom enough for a phone on a weak link. */
const ASK_AGAIN_MS = 1500;

const GOING_ON: Submission["state"][] = ["committing", "created", "detecting"];
const FILES_UNDER_WAY = ["receiving", "checking"];

export function isGoingOn(submission: Submission): boolean {
  return GOING_ON.includes(submission.state);
}

function hasFilesUnderWay(submission: Submission): boolean {
  return (
    submission.state === "draft" &&
    submission.files.some((file) => FILES_UNDER_WAY.includes(file.state))
  );
}

export function submissionKey(id: string | null) {
  return ["submission", id];
}

/** A submission, asked for again and again while something of it is under way. */
export function useSubmission(
  id: string | null,
  token: string | null = id ? followUpToken(id) : null,
) {
  return useQuery({
    queryKey: submissionKey(id),
    queryFn: () =>
      answer(
        api.GET("/submissions/{id}", {
          params: { path: { id: id ?? "" } },
          headers: followUpHeader(token),
        }),
      ),
    enabled: id !== null,
    refetchInterval: ({ state }) =>
      state.data && (isGoingOn(state.data) || hasFilesUnderWay(state.data)) ? ASK_AGAIN_MS : false,
  });
}

/** Opens a draft on the server; an anonymous one's token is kept in this browser. */
export async function openSubmission(): Promise<string> {
  const submission = await answer(api.POST("/submissions", { body: {} }));
  if (submission.follow_up_token) {
    rememberFollowUp(submission.id, submission.follow_up_token);
  }
  return submission.id;
}

type SubmissionAction = "retry" | "claim" | "remove";

/** Tries a failed submission again, makes an anonymous one one's own, or takes one back. */
export function useSubmissionAction(id: string, token: string | null) {
  const client = useQueryClient();
  const options = { params: { path: { id } }, headers: followUpHeader(token) };
  return useMutation({
    mutationFn: async (action: SubmissionAction) => {
      if (action === "retry") {
        await answer(api.POST("/submissions/{id}/retry", options));
      } else if (action === "claim") {
        await answer(api.POST("/submissions/{id}/claim", options));
      } else {
        await answer(api.DELETE("/submissions/{id}", options));
      }
    },
    onSuccess: (_, action) => {
      if (action !== "remove") {
        void client.invalidateQueries({ queryKey: submissionKey(id) });
      }
      void client.invalidateQueries({ queryKey: ["submissions"] });
    },
  });
}
