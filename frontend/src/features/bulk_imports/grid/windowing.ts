/** Which rows and columns are in sight? Only those are drawn, whatever the size of the sheet. */

export const ROW_HEIGHT = 32;
export const HEADER_HEIGHT = 36;
export const NUMBER_WIDTH = 64;
/** Drawn beyond the edge, so that scrolling shows no gap before the next drawing. */
const SPARE_ROWS = 8;
const SPARE_COLUMNS = 2;
/** Columns come and go a few at a time: each time all rows are drawn anew. */
const COLUMN_STEP = 4;
const LEAST_WIDTH = 90;
const MOST_WIDTH = 300;
const LETTER_WIDTH = 8;
const PADDING = 28;

/** From the first up to and without the last. */
export interface Span {
  first: number;
  end: number;
}

export interface View {
  top: number;
  left: number;
  height: number;
  width: number;
}

/** How wide a column is: enough for its heading and for what its first cells hold, within reason. */
export function widthOf(heading: string | null, samples: string[]): number {
  const longest = Math.max(heading?.length ?? 0, ...samples.map((text) => text.length));
  return Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, longest * LETTER_WIDTH + PADDING));
}

/** Where each column begins, and behind the last one where they end. */
export function offsetsOf(widths: number[]): number[] {
  const offsets = [0];
  for (const width of widths) {
    offsets.push((offsets.at(-1) ?? 0) + width);
  }
  return offsets;
}

export function rowsInSight(view: View, total: number): Span {
  const first = Math.floor(view.top / ROW_HEIGHT) - SPARE_ROWS;
  const end = Math.ceil((view.top + view.height) / ROW_HEIGHT) + SPARE_ROWS;
  return bounded(first, end, total);
}

export function columnsInSight(view: View, offsets: number[]): Span {
  const count = offsets.length - 1;
  let first = 0;
  while (first < count && (offsets[first + 1] ?? 0) <= view.left) {
    first += 1;
  }
  let end = first;
  while (end < count && (offsets[end] ?? 0) < view.left + view.width) {
    end += 1;
  }
  const from = Math.floor((first - SPARE_COLUMNS) / COLUMN_STEP) * COLUMN_STEP;
  return bounded(from, Math.ceil((end + SPARE_COLUMNS) / COLUMN_STEP) * COLUMN_STEP, count);
}

function bounded(first: number, end: number, total: number): Span {
  const low = Math.max(0, Math.min(first, total));
  return { first: low, end: Math.max(low, Math.min(end, total)) };
}

/** Where to scroll so that a cell is wholly in sight; the header and the row numbers stay before the cells. */
export function scrollTo(
  view: View,
  cell: { row: number; column: number },
  offsets: number[],
): { top: number; left: number } {
  const above = cell.row * ROW_HEIGHT;
  const below = above + ROW_HEIGHT - (view.height - HEADER_HEIGHT);
  const start = offsets[cell.column] ?? 0;
  const end = (offsets[cell.column + 1] ?? start) - (view.width - NUMBER_WIDTH);
  return {
    top: Math.max(Math.min(view.top, above), below),
    left: Math.min(Math.max(view.left, end), start),
  };
}
