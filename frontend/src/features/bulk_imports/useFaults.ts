/** What did the last check find, kind by kind? */

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { readFaults } from "./importApi";
import { type BulkImport, type FaultGroup, SEVERITIES, type Severity } from "./types";
import { sheetKey } from "./useImport";

/** Faults of one kind in one column, value by value. */
export interface FaultKind {
  key: string;
  code: string;
  severity: Severity;
  column: number | null;
  heading: string | null;
  /** Rows at fault among the values read so far. */
  count: number;
  groups: FaultGroup[];
}

/** The groups by kind: errors before warnings, and within these the most frequent first. */
export function kindsOf(groups: FaultGroup[]): FaultKind[] {
  const kinds = new Map<string, FaultKind>();
  for (const group of groups) {
    const column = group.columns[0] ?? null;
    const key = `${group.severity} ${group.code} ${column}`;
    const known = kinds.get(key);
    if (known) {
      known.count += group.count;
      known.groups.push(group);
    } else {
      kinds.set(key, {
        key,
        code: group.code,
        severity: SEVERITIES.find((each) => each === group.severity) ?? "info",
        column,
        heading: group.heading,
        count: group.count,
        groups: [group],
      });
    }
  }
  const gravity = (kind: FaultKind) => SEVERITIES.indexOf(kind.severity);
  return [...kinds.values()].sort((a, b) => gravity(a) - gravity(b) || b.count - a.count);
}

export function useFaults(found: BulkImport) {
  const query = useInfiniteQuery({
    queryKey: [...sheetKey(found.id), "faults", found.checked_revision],
    queryFn: ({ pageParam }) => readFaults(found.id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const kinds = useMemo(
    () => kindsOf(query.data?.pages.flatMap(({ groups }) => groups) ?? []),
    [query.data],
  );
  return { ...query, kinds };
}
