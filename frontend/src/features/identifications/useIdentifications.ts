/** What did the comparison find, and what was decided? */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, api } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import type { Decision, DecisionKind, Identification } from "../../api/types";
import { useRefreshEncounters } from "../encounters/useEncounters";

const ASK_AGAIN_MS = 1000;

const identificationKey = (id: string) => ["identifications", "one", id];

export function isRunning(identification: Pick<Identification, "state">): boolean {
  return identification.state === "queued" || identification.state === "running";
}

export function useIdentification(id: string) {
  return useQuery({
    queryKey: identificationKey(id),
    queryFn: () => answer(api.GET("/identifications/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? ASK_AGAIN_MS : false),
  });
}

export function useIdentificationsOf(encounter: string) {
  return useQuery({
    queryKey: ["identifications", "of", encounter],
    queryFn: () => answer(api.GET("/identifications", { params: { query: { encounter } } })),
  });
}

/** The person's own about the pictures of a submission; looked at again while any is under way, or expected. */
export function useIdentificationsOfSubmission(submission: string, expected: number) {
  return useQuery({
    queryKey: ["identifications", "of-submission", submission],
    queryFn: () => answer(api.GET("/identifications", { params: { query: { submission } } })),
    refetchInterval: ({ state: { data } }) =>
      data && (data.items.length < expected || data.items.some(isRunning)) ? ASK_AGAIN_MS : false,
  });
}

/** All pictures of an encounter, asked about as one where they show the same side, or chosen ones. */
export type Question = { encounter: string } | { annotations: string[] };

export function useStartIdentification() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (question: Question) => answer(api.POST("/identifications", { body: question })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["identifications", "of"] }),
  });
}

/** The decision about a picture that holds now; null while there is none. */
export function decisionAbout(identification: Identification, annotation: string): Decision | null {
  return (
    identification.decisions.find(
      (decision) =>
        decision.annotation === annotation &&
        (decision.state === "applied" || decision.state === "applying"),
    ) ?? null
  );
}

export interface DecisionRequest {
  annotation: string;
  decision: DecisionKind;
  individual?: string;
  /** The annotation that it was matched with, where that animal has no name yet. */
  candidate?: string;
  name?: string;
  /** It was decided by what several pictures say as one. */
  together?: boolean;
  /** Agrees that the individual it was before goes along with its last encounter. */
  cascade?: boolean;
}

function useRefresh(id: string) {
  const client = useQueryClient();
  const refreshEncounters = useRefreshEncounters();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: identificationKey(id) }),
      refreshEncounters(),
    ]);
}

/** Whether it was decided in another window or by somebody else: what is shown here is old. */
export function isDecidedElsewhere(error: Error | null): boolean {
  return error instanceof ApiProblem && error.code === "already_decided";
}

export function useDecide(id: string) {
  const refresh = useRefresh(id);
  return useMutation({
    mutationFn: (body: DecisionRequest) =>
      answer(api.POST("/identifications/{id}/decisions", { params: { path: { id } }, body })),
    onSuccess: refresh,
    onError: (error) => (isDecidedElsewhere(error) ? refresh() : undefined),
  });
}

export function useUndoDecision(id: string) {
  const refresh = useRefresh(id);
  return useMutation({
    mutationFn: (decision: string) =>
      answer(
        api.DELETE("/identifications/{id}/decisions/{decision}", {
          params: { path: { id, decision } },
        }),
      ),
    onSuccess: refresh,
  });
}
