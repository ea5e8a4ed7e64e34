/** Which cells are chosen, and where does a key take one? As in any spreadsheet. */

export interface Cell {
  /** Position among the rows shown, not the row's number in the sheet. */
  row: number;
  column: number;
}

export interface Selection {
  /** Where one is. */
  active: Cell;
  /** The other corner of the chosen rectangle; the same cell where only one is chosen. */
  anchor: Cell;
}

export interface Extent {
  rows: number;
  columns: number;
  /** Rows that one page of the screen holds. */
  page: number;
}

export interface Rectangle {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export interface Key {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

export function at(row: number, column: number): Selection {
  return { active: { row, column }, anchor: { row, column } };
}

export function rectangleOf({ active, anchor }: Selection): Rectangle {
  return {
    top: Math.min(active.row, anchor.row),
    bottom: Math.max(active.row, anchor.row),
    left: Math.min(active.column, anchor.column),
    right: Math.max(active.column, anchor.column),
  };
}

export function holds({ top, bottom, left, right }: Rectangle, row: number, column: number) {
  return row >= top && row <= bottom && column >= left && column <= right;
}

/** The cell kept within the sheet. */
export function within({ row, column }: Cell, extent: Extent): Cell {
  return {
    row: Math.max(0, Math.min(row, extent.rows - 1)),
    column: Math.max(0, Math.min(column, extent.columns - 1)),
  };
}

/** One cell further in reading order: behind the last column the next row begins. */
export function nextCell({ row, column }: Cell, step: 1 | -1, extent: Extent): Cell {
  const place = row * extent.columns + column + step;
  const last = extent.rows * extent.columns - 1;
  const kept = Math.max(0, Math.min(place, last));
  return { row: Math.floor(kept / extent.columns), column: kept % extent.columns };
}

/** The selection after a key that moves; null for a key that does not. */
export function afterKey(selection: Selection, event: Key, extent: Extent): Selection | null {
  if (event.key === "Tab") {
    const cell = nextCell(selection.active, event.shiftKey ? -1 : 1, extent);
    return { active: cell, anchor: cell };
  }
  const far = event.ctrlKey || event.metaKey;
  if (far && event.key.toLowerCase() === "a") {
    return {
      active: { row: 0, column: 0 },
      anchor: within({ row: extent.rows, column: extent.columns }, extent),
    };
  }
  const target = targetOf(selection.active, event.key, far, extent);
  if (!target) {
    return null;
  }
  const active = within(target, extent);
  return { active, anchor: event.shiftKey ? selection.anchor : active };
}

function targetOf(cell: Cell, key: string, far: boolean, extent: Extent): Cell | null {
  const { row, column } = cell;
  switch (key) {
    case "ArrowUp":
      return { row: far ? 0 : row - 1, column };
    case "ArrowDown":
      return { row: far ? extent.rows : row + 1, column };
    case "ArrowLeft":
      return { row, column: far ? 0 : column - 1 };
    case "ArrowRight":
      return { row, column: far ? extent.columns : column + 1 };
    case "Home":
      return { row: far ? 0 : row, column: 0 };
    case "End":
      return { row: far ? extent.rows : row, column: extent.columns };
    case "PageUp":
      return { row: row - extent.page, column };
    case "PageDown":
      return { row: row + extent.page, column };
    default:
      return null;
  }
}
