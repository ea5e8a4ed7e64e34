/** Which regions are there, and how are they called? */

import { useQuery } from "@tanstack/react-query";
import { answer, api } from "../../api/client";
import type { Region } from "../../api/types";
import type { Option } from "../../components/Select";
import { lastKnown } from "../../offline/lastKnown";

const FRESH_FOR_MS = 5 * 60_000;
const INDENT = "\u2003";

/** The regions in the order of their tree, each indented by its depth. */
export function flatten(regions: Region[], depth = 0): Option[] {
  return regions.flatMap((region) => [
    { value: region.id, label: INDENT.repeat(depth) + region.name },
    ...flatten(region.children ?? [], depth + 1),
  ]);
}

export function useRegions(): Option[] {
  const { data } = useQuery({
    queryKey: ["regions"],
    queryFn: () => lastKnown("regions", () => answer(api.GET("/regions"))),
    staleTime: FRESH_FOR_MS,
  });
  return flatten(data?.items ?? []);
}

export function useRegionName(): (id: string | null | undefined) => string {
  const regions = useRegions();
  return (id) => (id ? (regions.find((each) => each.value === id)?.label.trim() ?? id) : "");
}
