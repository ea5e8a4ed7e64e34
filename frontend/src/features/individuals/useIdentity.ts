/** Two individuals turn out to be one, or one to be two. */

import { useMutation } from "@tanstack/react-query";
import { answer, api } from "../../api/client";
import { ApiProblem, type Fault } from "../../api/problem";
import type { IdentityOutcome, MergeOutcome } from "../../api/types";
import { useRefreshEncounters } from "../encounters/useEncounters";
import { DEFAULT_CONTEXT } from "./names";

/** Something that can have one value, and about which the individuals disagree. */
export interface Conflict {
  field: string;
  pointer: string;
  values: unknown[];
}

const POINTER = "/resolve/";

/** What somebody must decide before the individuals can be merged; nothing when it was refused for another reason. */
export function conflictsOf(error: Error | null): Conflict[] {
  const faults: Fault[] = error instanceof ApiProblem ? error.faults : [];
  return faults
    .filter(({ code }) => code === "merge_conflict")
    .map(({ pointer, value }) => ({
      field: pointer.slice(POINTER.length).replaceAll("~1", "/").replaceAll("~0", "~"),
      pointer,
      values: Array.isArray(value) ? value : [],
    }));
}

export interface MergeWish {
  from: string;
  /** What is true where they disagree, by field. */
  resolve: Record<string, unknown>;
}

export function useMerge(individual: string) {
  const refresh = useRefreshEncounters();
  return useMutation({
    mutationFn: ({ from, resolve }: MergeWish): Promise<MergeOutcome> =>
      answer(
        api.POST("/individuals/{id}/merge", {
          params: { path: { id: individual } },
          body: { from: [from], resolve },
        }),
      ),
    onSuccess: refresh,
  });
}

export function useUnmerge(individual: string) {
  const refresh = useRefreshEncounters();
  return useMutation({
    mutationFn: (merge: string) =>
      answer(
        api.POST("/individuals/{id}/unmerge", {
          params: { path: { id: individual } },
          body: { merge },
        }),
      ),
    onSuccess: refresh,
  });
}

export interface SplitWish {
  /** Whose encounters they are now. */
  from: string;
  encounters: string[];
  /** Where they go; to a new individual where none is named. */
  to?: string;
  /** Of a new individual; the next free one where none is given. */
  name?: string;
  /** Agrees that the individual goes along with its last encounter. */
  cascade?: boolean;
}

/** Moves encounters to another individual; taken back by moving them to where they were. */
export function useSplit() {
  const refresh = useRefreshEncounters();
  return useMutation({
    mutationFn: ({ from, encounters, to, name, cascade }: SplitWish): Promise<IdentityOutcome> =>
      answer(
        api.POST("/individuals/{id}/split", {
          params: { path: { id: from }, query: cascade ? { cascade } : {} },
          body: {
            encounters,
            ...(to ? { individual: to } : {}),
            ...(name ? { names: [{ context: DEFAULT_CONTEXT, value: name }] } : {}),
          },
        }),
      ),
    onSuccess: refresh,
  });
}
