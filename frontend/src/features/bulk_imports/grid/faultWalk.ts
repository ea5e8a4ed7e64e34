/** Which cell with a fault comes next? From the last one it goes on with the first. */

import type { CellFault, SheetRow } from "../types";
import { firstFrom, lastBefore, type ReadWindow } from "./rowSearch";

/** A cell by the row's number in the sheet and the column's index. */
export interface SheetPlace {
  row: number;
  column: number;
}

export type Fits = (fault: CellFault) => boolean;

/** The columns with such a fault, from left to right. */
function columnsOf(row: SheetRow, fits: Fits): number[] {
  const columns = row.faults.filter(fits).map(({ column }) => column ?? 0);
  return [...new Set(columns)].sort((a, b) => a - b);
}

/** `read` reads the rows that have such faults, in the order of the sheet. */
export async function nextFault(
  read: ReadWindow,
  from: SheetPlace,
  step: 1 | -1,
  fits: Fits,
): Promise<SheetPlace | null> {
  const here = await firstFrom(read, from.row);
  if (here?.row.row === from.row) {
    const columns = columnsOf(here.row, fits);
    const column =
      step > 0
        ? columns.find((each) => each > from.column)
        : columns.filter((each) => each < from.column).at(-1);
    if (column !== undefined) {
      return { row: from.row, column };
    }
  }
  const found =
    step > 0
      ? ((await firstFrom(read, from.row + 1)) ?? (await firstFrom(read, 0)))
      : ((await lastBefore(read, from.row)) ?? (await lastBefore(read, Number.MAX_SAFE_INTEGER)));
  if (!found) {
    return null;
  }
  const columns = columnsOf(found.row, fits);
  const column = step > 0 ? columns[0] : columns.at(-1);
  return { row: found.row.row, column: column ?? 0 };
}
