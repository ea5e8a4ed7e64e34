/** An import with a small sheet, as Houston answers for it, for tests that change only what they are about. */

import type { Asked } from "../../testing/fakeHouston";
import { refusal } from "../../testing/fakeHouston";
import type { BulkImport, CellChange, SheetColumn, SheetRow } from "./types";

const NOON = "2024-06-03T12:00:00+00:00";

export function anImport(changes: Partial<BulkImport> = {}): BulkImport {
  return {
    id: "import-1",
    name: "Herd",
    state: "draft",
    reason: null,
    owner: "me",
    projects: [],
    visibility: "private",
    approve: false,
    options: {},
    sheet: {
      file: "file-1",
      name: "herd.csv",
      worksheet: null,
      worksheets: [],
      rows: 100,
      columns: 4,
      generator: null,
      state: "ready",
      reason: null,
      mapping_name: null,
    },
    revision: 1,
    checked_revision: 1,
    checking: false,
    counts: { error: 0, warning: 0, info: 0 },
    file_counts: {},
    progress: null,
    job: null,
    encounters: 0,
    sightings: 0,
    individuals: 0,
    assets: {},
    created_at: NOON,
    committed_at: null,
    deleted_at: null,
    cancelling: false,
    removal: null,
    can_undo: false,
    can_redo: false,
    allowed: { edit: true, commit: true, remove: true },
    ...changes,
  };
}

export function aColumn(index: number, changes: Partial<SheetColumn> = {}): SheetColumn {
  return {
    index,
    heading: `column ${index}`,
    target: `Encounter.column${index}`,
    role: "data",
    certainty: "exact",
    suggestions: [],
    binds_rows: false,
    binds_sheet: false,
    message: null,
    filled: 100,
    samples: ["a"],
    ...changes,
  };
}

/** A sheet that remembers what is changed, as Houston does: rows from 2 on, cells like "r2c0". */
export class FakeSheet {
  revision = 1;
  readonly changed = new Map<string, string | null>();
  readonly faults: { row: number; column: number; message: string }[] = [];
  private done: CellChange[][] = [];
  private undone: CellChange[][] = [];

  constructor(
    readonly rowCount = 100,
    readonly columnCount = 4,
  ) {}

  columns(): SheetColumn[] {
    return Array.from({ length: this.columnCount }, (_, index) => aColumn(index));
  }

  cell(row: number, column: number): string | null {
    const place = `${row}:${column}`;
    return this.changed.has(place) ? (this.changed.get(place) ?? null) : `r${row}c${column}`;
  }

  rows = ({ query }: Asked): object => {
    const code = query.get("code") ?? query.get("only");
    const numbers = Array.from({ length: this.rowCount }, (_, index) => index + 2).filter(
      (row) => !code || this.faults.some((fault) => fault.row === row),
    );
    const first = Number(query.get("first"));
    const shown = numbers.slice(first, first + Number(query.get("count")));
    return {
      first,
      total: numbers.length,
      revision: this.revision,
      rows: shown.map((row) => this.row(row)),
    };
  };

  private row(row: number): SheetRow {
    return {
      row,
      cells: Array.from({ length: this.columnCount }, (_, column) => this.cell(row, column)),
      edited: [],
      faults: this.faults
        .filter((fault) => fault.row === row)
        .map(({ column, message }) => ({
          column,
          message,
          code: "out_of_range",
          severity: "error",
          value: this.cell(row, column),
          suggestion: null,
          details: {},
        })),
    };
  }

  change = ({ body }: Asked): ReturnType<typeof refusal> | object => {
    const asked = body as { revision: number; changes?: CellChange[] } & Partial<{
      column: number;
      from: string | null;
      to: string | null;
    }>;
    if (asked.revision !== this.revision) {
      return refusal(409, "The sheet has been changed meanwhile.");
    }
    const changes = asked.changes ?? this.everyRow(asked.column ?? 0, asked.from ?? null, asked.to);
    this.done.push(
      changes.map(({ row, column }) => ({ row, column, value: this.cell(row, column) })),
    );
    this.undone = [];
    this.apply(changes);
    return this.edited(changes.length);
  };

  undo = (): object => this.step(this.done, this.undone);
  redo = (): object => this.step(this.undone, this.done);

  private step(from: CellChange[][], to: CellChange[][]): object {
    const changes = from.pop() ?? [];
    to.push(changes.map(({ row, column }) => ({ row, column, value: this.cell(row, column) })));
    this.apply(changes);
    const [first] = changes;
    const cell = first ? { row: first.row, column: first.column } : null;
    return { ...this.edited(changes.length), cell };
  }

  private everyRow(column: number, from: string | null, to: string | null | undefined) {
    return Array.from({ length: this.rowCount }, (_, index) => index + 2)
      .filter((row) => this.cell(row, column) === from)
      .map((row) => ({ row, column, value: to ?? null }));
  }

  private apply(changes: CellChange[]): void {
    for (const { row, column, value } of changes) {
      this.changed.set(`${row}:${column}`, value);
    }
    this.revision += 1;
  }

  private edited(changed: number): object {
    return {
      revision: this.revision,
      changed,
      cell: null,
      can_undo: this.done.length > 0,
      can_redo: this.undone.length > 0,
    };
  }
}
