/** Why were two pictures found alike? */

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { answer, api } from "../../api/client";
import { mayPass } from "../../api/mayPass";
import { ApiProblem } from "../../api/problem";

const IN_THE_MAKING = ["heat_map_in_the_making", "points_in_the_making"];
const ASK_AGAIN_MS = 1000;
/** Ten minutes: a large network on a slow machine is done by then. */
const MOST_TIMES = 600;

const AGAIN_WHILE_MAKING = {
  retry: (failures: number, error: Error) =>
    isInTheMaking(error) ? failures < MOST_TIMES : mayPass(failures, error),
  retryDelay: ASK_AGAIN_MS,
};

/** What compared them. */
export interface Comparison {
  noun: "identifications" | "curations";
  id: string;
}

interface Asked {
  comparison: Comparison;
  query: string;
  annotation: string | undefined;
}

/** The matching points of a query and a candidate, asked for again while they are being found; they never change after that. */
export function useEvidence({ comparison, query, annotation }: Asked) {
  return useQuery({
    queryKey: ["evidence", "points", comparison.noun, comparison.id, query, annotation],
    queryFn: () =>
      answer(
        api.GET(`/${comparison.noun}/{id}/evidence/{query}/{annotation}`, {
          params: { path: { id: comparison.id, query, annotation: annotation ?? "" } },
        }),
      ),
    enabled: annotation !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    ...AGAIN_WHILE_MAKING,
  });
}

/** How much each part of the two animals counted; asked for once somebody wants to see it, and again while it is being made. */
export function useHeatMap({ comparison, query, annotation }: Asked, isWanted: boolean) {
  return useQuery({
    queryKey: ["evidence", "heat-map", comparison.noun, comparison.id, query, annotation],
    queryFn: () =>
      answer(
        api.GET(`/${comparison.noun}/{id}/evidence/{query}/{annotation}/heat-map`, {
          params: { path: { id: comparison.id, query, annotation: annotation ?? "" } },
        }),
      ),
    enabled: isWanted && annotation !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    ...AGAIN_WHILE_MAKING,
  });
}

/** Whether a worker is at it just now. */
export function isInTheMaking(error: Error | null): boolean {
  return error instanceof ApiProblem && IN_THE_MAKING.includes(error.code ?? "");
}

/** What could not be told of a comparison is asked for anew each time it has been made anew. */
export function useAskedAnew({ noun, id }: Comparison, isUnderWay: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!isUnderWay) {
      void client.resetQueries({
        queryKey: ["evidence"],
        predicate: ({ queryKey, state }) =>
          queryKey[2] === noun && queryKey[3] === id && state.status === "error",
      });
    }
  }, [client, noun, id, isUnderWay]);
}
