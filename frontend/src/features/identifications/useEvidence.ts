/** Why were two pictures found alike? */

import { useQuery } from "@tanstack/react-query";
import { answer, api } from "../../api/client";

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

/** How much each part of the two animals counted; asked for once somebody wants to see it. */
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
  });
}
