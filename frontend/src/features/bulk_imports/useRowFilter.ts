/** Which rows of the sheet are shown? It lives in the address, so that it survives a reload and can be gone back from. */

import { useMemo } from "react";
import { useSearchParams } from "react-router";
import type { RowFilter } from "./importApi";
import { rowAddress } from "./rowAddress";

const KINDS = ["error", "warning", "info", "edited"] as const;

function numberIn(search: URLSearchParams, name: string): number | undefined {
  const text = search.get(name);
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}

export function useRowFilter() {
  const [search, setSearch] = useSearchParams();
  const only = KINDS.find((kind) => kind === search.get("only"));
  const code = search.get("code") ?? undefined;
  const column = numberIn(search, "in");
  const text = search.get("search") ?? undefined;
  const filter = useMemo<RowFilter>(
    () => ({
      ...(only ? { only } : {}),
      ...(code ? { code } : {}),
      ...(column === undefined ? {} : { column }),
      ...(text ? { search: text } : {}),
    }),
    [only, code, column, text],
  );

  function setFilter(wanted: RowFilter) {
    const after = new URLSearchParams({ tab: "rows" });
    for (const [name, value] of Object.entries(wanted)) {
      if (value !== undefined && value !== "") {
        after.set(name === "column" ? "in" : name, String(value));
      }
    }
    setSearch(after, { replace: true, preventScrollReset: true });
  }

  /** Shows all rows, at this cell. */
  function showCell(cell: { row: number; column: number }) {
    setSearch(rowAddress(cell), { replace: true, preventScrollReset: true });
  }

  return {
    filter,
    showCell,
    isFiltered: Object.keys(filter).length > 0,
    setFilter,
    /** The cell that a link leads to. */
    asked: { row: numberIn(search, "row"), column: numberIn(search, "column") },
  };
}
