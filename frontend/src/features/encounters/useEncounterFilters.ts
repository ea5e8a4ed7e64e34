/** Which filters are set? They live in the address, so that a filtered list can be shared and gone back to. */

import { useSearchParams } from "react-router";
import type { EncounterState } from "../../api/types";
import type { EncounterFilters } from "./useEncounters";

export const STATES: EncounterState[] = ["unapproved", "approved", "unidentifiable", "rejected"];
export const SORTS = ["-time", "time", "-created_at"] as const;
const NAMES = [
  "species",
  "state",
  "individual",
  "sighting",
  "submission",
  "name",
  "identified",
  "region",
  "from",
  "to",
  "sort",
] as const;
export type FilterName = (typeof NAMES)[number];

/** The value of a filter in the address; undefined where it makes no sense. */
function filterIn(name: FilterName, search: URLSearchParams): string | undefined {
  const value = search.get(name) || undefined;
  switch (name) {
    case "state":
      return STATES.find((state) => state === value);
    case "sort":
      return SORTS.find((sort) => sort === value);
    default:
      return value;
  }
}

export function useEncounterFilters() {
  const [search, setSearch] = useSearchParams();
  const filters: EncounterFilters = Object.fromEntries(
    NAMES.map((name) => [name, filterIn(name, search)] as const).filter(([, value]) => value),
  );

  function setFilter(name: FilterName, value: string) {
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value) {
          after.set(name, value);
        } else {
          after.delete(name);
        }
        return after;
      },
      { replace: true },
    );
  }

  const isFiltered = Object.keys(filters).some((name) => name !== "sort");
  return { filters, isFiltered, setFilter, reset: () => setSearch({}, { replace: true }) };
}
