/** Who has been asked whether two individuals are one? */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, api } from "../../api/client";
import type { components } from "../../api/schema";
import { useRefreshEncounters } from "../encounters/useEncounters";

export type MergeRequest = components["schemas"]["MergeRequest"];
export type Vote = components["schemas"]["MergeVote"]["vote"];

const KEY = ["individuals", "merge-requests"];

export function useMergeRequests(enabled: boolean) {
  return useQuery({
    queryKey: KEY,
    queryFn: () => answer(api.GET("/individuals/merge-requests")),
    enabled,
  });
}

/** Whether this person has still to answer it. Whoever asked has agreed by asking. */
export function waitsFor(request: MergeRequest, user: string): boolean {
  return (
    request.state === "open" &&
    request.requested_by !== user &&
    !request.votes.some((vote) => vote.user === user)
  );
}

export function useVote(request: string) {
  const client = useQueryClient();
  const refresh = useRefreshEncounters();
  return useMutation({
    mutationFn: (body: { vote: Vote; reason: string }) =>
      answer(
        api.PUT("/individuals/merge-requests/{request_id}/vote", {
          params: { path: { request_id: request } },
          body,
        }),
      ),
    onSuccess: async () => {
      await Promise.all([client.invalidateQueries({ queryKey: KEY }), refresh()]);
    },
  });
}
