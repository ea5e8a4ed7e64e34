/** What somebody changed for the whole import and has not saved yet; it outlives the tab where it is entered. */

import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ImportWishes } from "./types";

export function useUnsavedWishes(importId: string) {
  const client = useQueryClient();
  const queryKey = ["bulk-imports", "unsaved-wishes", importId];
  const { data } = useQuery<Partial<ImportWishes>>({
    queryKey,
    queryFn: skipToken,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return {
    unsaved: data ?? {},
    keep: (wishes: Partial<ImportWishes>) => client.setQueryData(queryKey, wishes),
  };
}
