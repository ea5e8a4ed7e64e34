import type { CellChange, SheetRow } from "../types";
import type { EditState } from "./editQueue";

export interface GridColumn {
  index: number;
  heading: string;
  width: number;
}

/** What a grid shows and does, besides where one is in it. */
export interface GridSource {
  label: string;
  columns: GridColumn[];
  total: number;
  rowAt: (position: number) => SheetRow | undefined;
  read: (first: number, count: number) => Promise<SheetRow[]>;
  edits: EditState;
  /** False while the sheet can only be looked at. */
  isOpen: boolean;
  onChange: (changes: CellChange[]) => void;
  onUndo: () => void;
  onRedo: () => void;
  /** To the next cell with a fault, or the one before. */
  onWalk: (step: 1 | -1) => void;
}

/** What a cell says now, with what waits to be sent. */
export function valueIn(row: SheetRow, column: number, edits: EditState): string | null {
  const waiting = edits.cells.get(`${row.row}:${column}`);
  if (waiting !== undefined) {
    return waiting;
  }
  let value = row.cells[column] ?? null;
  for (const { column: in_, from, to } of edits.replacements) {
    value = in_ === column && value === from ? to : value;
  }
  return value;
}

const GRAVITY = ["error", "warning", "info"];

/** The gravest of what is wrong with a cell, undefined where nothing is. */
export function severityIn(row: SheetRow, column: number): string | undefined {
  const found = row.faults.filter((fault) => fault.column === column);
  return GRAVITY.find((severity) => found.some((fault) => fault.severity === severity));
}
