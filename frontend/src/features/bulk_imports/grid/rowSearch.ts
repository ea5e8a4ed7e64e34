/** Where among the rows shown is a row of the sheet? Found with few questions, however many rows there are. */

import type { SheetRow, SheetRows } from "../types";

/** A window of the rows that are looked through, by position. */
export type ReadWindow = (first: number, count: number) => Promise<SheetRows>;

/** So many are looked through at once; beyond that halves are cut off. */
export const WINDOW = 200;

export interface FoundRow {
  position: number;
  row: SheetRow;
}

/** The first of the rows whose number is at least `number`; null where there is none. */
export async function firstFrom(read: ReadWindow, number: number): Promise<FoundRow | null> {
  let low = 0;
  let window = await read(0, WINDOW);
  let high = window.total;
  for (;;) {
    const last = window.rows.at(-1);
    if (
      last &&
      last.row >= number &&
      (window.first <= low || (window.rows[0]?.row ?? 0) < number)
    ) {
      const index = window.rows.findIndex(({ row }) => row >= number);
      const row = window.rows[index];
      return row ? { position: window.first + index, row } : null;
    }
    if (last && last.row < number) {
      low = window.first + window.rows.length;
    } else {
      high = window.first;
    }
    if (low >= high) {
      return null;
    }
    const middle = high - low <= WINDOW ? low : Math.floor((low + high - WINDOW) / 2);
    window = await read(middle, WINDOW);
    if (window.rows.length === 0) {
      return null;
    }
  }
}

/** The last of the rows whose number is below `number`; null where there is none. */
export async function lastBefore(read: ReadWindow, number: number): Promise<FoundRow | null> {
  const following = await firstFrom(read, number);
  const total = following ? following.position : (await read(0, 1)).total;
  if (total === 0) {
    return null;
  }
  const window = await read(total - 1, 1);
  const row = window.rows[0];
  return row ? { position: total - 1, row } : null;
}
