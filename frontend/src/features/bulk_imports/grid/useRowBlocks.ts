/** The rows in sight, read block by block and kept: scrolling back shows them at once. */

import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type RowFilter, readRows } from "../importApi";
import type { CellChange, SheetRow, SheetRows } from "../types";
import { sheetKey } from "../useImport";
import type { Span } from "./windowing";

const BLOCK = 100;
/** While someone scrolls past, rows are not asked for; where they stop, they are. */
const SETTLED_AFTER_MS = 60;

export interface RowBlocks {
  /** Undefined until the server has said. */
  total: number | undefined;
  error: Error | null;
  rowAt: (position: number) => SheetRow | undefined;
  /** Rows by position, asked for where they are not known yet. */
  read: (first: number, count: number) => Promise<SheetRow[]>;
  window: (first: number, count: number) => Promise<SheetRows>;
}

export const rowsKey = (id: string) => [...sheetKey(id), "rows"];

export function useRowBlocks(id: string, filter: RowFilter, sight: Span): RowBlocks {
  const client = useQueryClient();
  const settled = useSettled(sight);
  const blocks = useMemo(() => blocksOf(settled), [settled]);
  const queryOf = useCallback(
    (block: number) => ({
      queryKey: [...rowsKey(id), filter, block],
      queryFn: () => readRows(id, filter, block * BLOCK, BLOCK),
      staleTime: 60_000,
    }),
    [id, filter],
  );
  const results = useQueries({ queries: blocks.map(queryOf) });
  // While other blocks are on their way the grid keeps its length, and with it the place scrolled to.
  const lastTotal = useRef<number>(undefined);
  const total = results.find(({ data }) => data)?.data?.total ?? lastTotal.current;
  useEffect(() => {
    lastTotal.current = total;
  }, [total]);

  const rowAt = (position: number): SheetRow | undefined => {
    const block = Math.floor(position / BLOCK);
    const data = client.getQueryData<SheetRows>([...rowsKey(id), filter, block]);
    return data?.rows[position - block * BLOCK];
  };
  const read = useCallback(
    async (first: number, count: number): Promise<SheetRow[]> => {
      const rows: SheetRow[] = [];
      for (const block of blocksOf({ first, end: first + count })) {
        const data = await client.fetchQuery(queryOf(block));
        const start = Math.max(0, first - block * BLOCK);
        rows.push(...data.rows.slice(start, first + count - block * BLOCK));
      }
      return rows;
    },
    [client, queryOf],
  );
  const window = useCallback(
    (first: number, count: number) =>
      client.fetchQuery({
        queryKey: [...rowsKey(id), "window", filter, first, count],
        queryFn: () => readRows(id, filter, first, count),
      }),
    [client, id, filter],
  );

  return {
    total,
    error: results.find(({ error }) => error)?.error ?? null,
    rowAt,
    read,
    window,
  };
}

function blocksOf({ first, end }: Span): number[] {
  const from = Math.floor(first / BLOCK);
  const to = Math.max(from, Math.floor((end - 1) / BLOCK));
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function useSettled(sight: Span): Span {
  const { first, end } = sight;
  const [settled, setSettled] = useState(sight);
  useEffect(() => {
    const pause = setTimeout(() => setSettled({ first, end }), SETTLED_AFTER_MS);
    return () => clearTimeout(pause);
  }, [first, end]);
  return settled;
}

/** Rows as an edit leaves them, for those that are kept here. */
export function withEdit(
  rows: SheetRows,
  edit: { changes: CellChange[] } | { column: number; from: string | null; to: string | null },
): SheetRows {
  if ("changes" in edit) {
    const byRow = new Map<number, CellChange[]>();
    for (const change of edit.changes) {
      byRow.set(change.row, [...(byRow.get(change.row) ?? []), change]);
    }
    return { ...rows, rows: rows.rows.map((row) => changed(row, byRow.get(row.row) ?? [])) };
  }
  const { column, from, to } = edit;
  return {
    ...rows,
    rows: rows.rows.map((row) =>
      (row.cells[column] ?? null) === from
        ? changed(row, [{ row: row.row, column, value: to }])
        : row,
    ),
  };
}

function changed(row: SheetRow, changes: CellChange[]): SheetRow {
  if (changes.length === 0) {
    return row;
  }
  const cells = row.cells.slice();
  for (const { column, value } of changes) {
    cells[column] = value;
  }
  const columns = changes.map(({ column }) => column);
  return { ...row, cells, edited: [...new Set([...row.edited, ...columns])] };
}
