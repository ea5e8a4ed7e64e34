/** What should be asked about a catalogue, and what was answered? */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, api } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import type { Curation, CurationAnswer } from "../../api/types";
import { useRefreshEncounters } from "../encounters/useEncounters";

const ASK_AGAIN_MS = 1500;
const KEY = ["curations"];

export type Said = CurationAnswer["answer"];

export function isWaiting({ state, under_way }: Curation): boolean {
  return under_way || state === "queued" || state === "running";
}

export function useCurations(enabled: boolean) {
  return useQuery({
    queryKey: [...KEY, "list"],
    queryFn: () => answer(api.GET("/curations")),
    enabled,
  });
}

export function useCuration(id: string) {
  return useQuery({
    queryKey: [...KEY, "one", id],
    queryFn: () => answer(api.GET("/curations/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && isWaiting(state.data) ? ASK_AGAIN_MS : false),
  });
}

/** How far the work is that finds out what to ask. */
export function useCurationJob(id: string | null, isWanted: boolean) {
  return useQuery({
    queryKey: ["jobs", id],
    queryFn: () => answer(api.GET("/jobs/{id}", { params: { path: { id: id ?? "" } } })),
    enabled: isWanted && id !== null,
    refetchInterval: ASK_AGAIN_MS,
  });
}

interface NewCuration {
  species: string;
  /** Without, the first that suits the species. */
  algorithm?: { name: string; parameters: Record<string, never> };
}

export function useStartCuration() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: NewCuration) => answer(api.POST("/curations", { body: wanted })),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: KEY });
}

function isOutOfDate(error: Error): boolean {
  return error instanceof ApiProblem && (error.isDecided || error.status === 409);
}

export interface Answered {
  first: string;
  second: string;
  answer: Said;
}

export function useAnswer(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: Answered) =>
      answer(api.POST("/curations/{id}/answers", { params: { path: { id } }, body })),
    onSuccess: refresh,
    // What is asked about may have been deleted, or closed to this person, since it was shown.
    onError: (error) => (isOutOfDate(error) ? refresh() : undefined),
  });
}

export function useUndoAnswer(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (each: string) =>
      answer(
        api.DELETE("/curations/{id}/answers/{answer}", {
          params: { path: { id, answer: each } },
        }),
      ),
    onSuccess: refresh,
  });
}

/** Has it found out anew what to ask, once names were given elsewhere. */
export function useRenew(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => answer(api.POST("/curations/{id}/renew", { params: { path: { id } } })),
    onSuccess: refresh,
  });
}

/** Takes the name away again: the encounters stay, as nobody's. */
export function useTakeNameBack() {
  const refresh = useRefreshEncounters();
  return useMutation({
    mutationFn: (individual: string) =>
      answer(api.DELETE("/individuals/{id}", { params: { path: { id: individual } } })),
    onSuccess: refresh,
  });
}

/** Gives encounters that nobody has named an individual of their own. */
export function useNameTogether(species: string) {
  const refresh = useRefreshEncounters();
  return useMutation({
    mutationFn: (encounters: string[]) =>
      answer(api.POST("/individuals", { body: { species, encounters } })),
    onSuccess: refresh,
  });
}
