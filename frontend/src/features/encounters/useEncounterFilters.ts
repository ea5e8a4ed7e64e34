/** Which filters are set? They live in the address, so that a filtered list can be shared and gone back to. */

import type { EncounterState } from "../../api/types";
import { useAddressFilters } from "../../components/useAddressFilters";
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
  const { search, setFilter, reset } = useAddressFilters();
  const filters: EncounterFilters = Object.fromEntries(
    NAMES.map((name) => [name, filterIn(name, search)] as const).filter(([, value]) => value),
  );
  const isFiltered = Object.keys(filters).some((name) => name !== "sort");
  return { filters, isFiltered, setFilter, reset };
}
