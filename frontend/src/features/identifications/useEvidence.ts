/** Why were two pictures found alike? */

import { useQuery } from "@tanstack/react-query";
import { answer, api } from "../../api/client";
import { mayPass } from "../../api/mayPass";
import { ApiProblem } from "../../api/problem";

const IN_THE_MAKING = "heat_map_in_the_making";
const ASK_AGAIN_MS = 1000;
/** Ten minutes: a large network on a slow machine is done by then. */
const MOST_TIMES = 600;

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

/** The matching points of a query and a candidate; they never change once they are found. */
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
    retry: (failures, error) =>
      isInTheMaking(error) ? failures < MOST_TIMES : mayPass(failures, error),
    retryDelay: ASK_AGAIN_MS,
  });
}

function isInTheMaking(error: Error): boolean {
  return error instanceof ApiProblem && error.code === IN_THE_MAKING;
}
