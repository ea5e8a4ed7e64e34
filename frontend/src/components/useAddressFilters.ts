/** What is looked for? It stands in the address, so that it survives a reload and can be sent to others. */

import { useSearchParams } from "react-router";

export function useAddressFilters() {
  const [search, setSearch] = useSearchParams();

  /** An empty value takes the filter away; the others stay. */
  function setFilter(name: string, value: string) {
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
      { replace: true, preventScrollReset: true },
    );
  }

  return { search, setFilter, reset: () => setSearch({}, { replace: true }) };
}
