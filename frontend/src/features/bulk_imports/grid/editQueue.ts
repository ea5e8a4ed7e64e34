/** Which corrections are on their way to the server? They are kept on this device until the server has them. */

import { ApiProblem } from "../../../api/problem";
import { changeRows, makeAgain, type RowChange, readImport, takeBack } from "../importApi";
import type { CellChange, Edited } from "../types";

/** How many cells one request takes along. */
const MOST_CHANGES = 20_000;
/** While the server cannot be reached it is tried this often, besides when the browser says that the network is back. */
const TRY_AGAIN_MS = 5000;
const MOVED = 409;

export type Step = "undo" | "redo";
export type Edit = RowChange | Step;

export interface Place {
  row: number;
  column: number;
}

interface Kept {
  /** The uploaded sheet that the edits are about: to another one they do not fit. */
  sheet: string | null;
  edits: Edit[];
}

export interface EditState {
  waiting: number;
  state: "idle" | "sending" | "offline" | "refused";
  /** Why the server does not take the first edit. */
  error: Error | null;
  /** Whether an edit that still waits can be taken back, or made again. */
  canUndo: boolean;
  canRedo: boolean;
  /** What the server said of the last one it took. */
  last: Edited | null;
  /** Values of cells as the edits that wait leave them, by `row:column`. */
  cells: ReadonlyMap<string, string | null>;
  /** Whole-column replacements that wait. */
  replacements: readonly { column: number; from: string | null; to: string | null }[];
}

export interface EditHooks {
  /** The sheet in use and its revision, as the page knows them. */
  sheet: string | null;
  revision: number;
  onSent: (edit: Edit, edited: Edited) => void;
  /** A change was taken back or made again; where it began, as far as that is known. */
  onStep: (step: Step, cell: Place | null, changed: number) => void;
  /** The sheet was changed elsewhere; what is shown is read anew. */
  onMoved: () => void;
  /** Edits of an earlier sheet were thrown away. */
  onDropped: (count: number) => void;
}

export class EditQueue {
  private edits: Edit[] = [];
  private undone: RowChange[] = [];
  private sheet: string | null = null;
  private revision: number | null = null;
  private hooks: EditHooks | null = null;
  private listeners = new Set<() => void>();
  private isSending = false;
  private stuck: "offline" | "refused" | null = null;
  private error: Error | null = null;
  private last: Edited | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private shown: EditState;

  constructor(private readonly importId: string) {
    const kept = this.read();
    this.edits = kept.edits;
    this.sheet = kept.sheet;
    this.shown = this.look();
    window.addEventListener("online", () => void this.send());
  }

  /** Ties the queue to the page that shows the sheet; sends what an earlier visit left. */
  attach(hooks: EditHooks): void {
    this.hooks = hooks;
    if (this.edits.length > 0 && this.sheet !== hooks.sheet) {
      const dropped = this.edits.length;
      this.edits = [];
      this.keep();
      hooks.onDropped(dropped);
    }
    this.sheet = hooks.sheet;
    this.revision = Math.max(this.revision ?? 0, hooks.revision);
    if (this.stuck === null) {
      void this.send();
    }
  }

  /** Sends nothing more; what waits stays on this device. */
  detach(): void {
    this.hooks = null;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): EditState => this.shown;

  change(changes: CellChange[]): void {
    for (let first = 0; first < changes.length; first += MOST_CHANGES) {
      this.add({ changes: changes.slice(first, first + MOST_CHANGES) });
    }
  }

  replace(column: number, from: string | null, to: string | null): void {
    this.add({ column, from, to });
  }

  /** Takes back the last edit: one that still waits is simply not sent. */
  undo(): void {
    const last = this.edits.at(-1);
    const isUnsent = this.edits.length > (this.isSending ? 1 : 0);
    if (last && isUnsent && typeof last === "object") {
      this.edits = this.edits.slice(0, -1);
      this.undone.push(last);
      this.keep();
      this.tell();
      this.hooks?.onStep("undo", ...extentOf(last));
    } else {
      this.add("undo");
    }
  }

  redo(): void {
    const last = this.undone.pop();
    this.add(last ?? "redo");
    if (last) {
      this.hooks?.onStep("redo", ...extentOf(last));
    }
  }

  /** Tries once more what the server did not take. */
  retry(): void {
    this.stuck = null;
    void this.send();
  }

  /** Gives up the edits that the server does not take. */
  discard(): void {
    this.edits = [];
    this.stuck = null;
    this.error = null;
    this.keep();
    this.tell();
    this.hooks?.onMoved();
  }

  private add(edit: Edit): void {
    if (typeof edit === "object" && !this.undone.includes(edit)) {
      this.undone = [];
    }
    this.edits = [...this.edits, edit];
    this.keep();
    this.tell();
    void this.send();
  }

  private async send(): Promise<void> {
    const isIdle = this.edits.length === 0;
    if (isIdle || this.isSending || this.stuck === "refused" || !this.hooks) {
      return;
    }
    this.isSending = true;
    try {
      while (this.edits.length > 0) {
        const edit = this.edits[0] as Edit;
        const edited = await this.sendOne(edit);
        this.stuck = null;
        this.error = null;
        this.revision = edited.revision;
        this.last = edited;
        // What is shown learns of the edit before it leaves the queue, so that no cell flickers back.
        this.hooks.onSent(edit, edited);
        this.edits = this.edits.slice(1);
        this.keep();
        this.tell();
        if (typeof edit === "string" && edited.changed > 0) {
          this.hooks.onStep(edit, edited.cell, edited.changed);
        }
      }
    } catch (error) {
      this.meet(error);
    } finally {
      this.isSending = false;
      this.tell();
    }
  }

  private async sendOne(edit: Edit): Promise<Edited> {
    if (edit === "undo") {
      return takeBack(this.importId);
    }
    if (edit === "redo") {
      return makeAgain(this.importId);
    }
    try {
      return await changeRows(this.importId, this.revision ?? 0, edit);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== MOVED) {
        throw error;
      }
      // Someone, or this person in another window, changed the sheet: the cells are still where they were.
      const now = await readImport(this.importId);
      if (now.revision === this.revision || now.sheet.file !== this.sheet) {
        throw error;
      }
      this.revision = now.revision;
      this.hooks?.onMoved();
      return changeRows(this.importId, now.revision, edit);
    }
  }

  private meet(error: unknown): void {
    const passes = error instanceof ApiProblem && (error.isUnreachable || error.status >= 500);
    this.stuck = passes ? "offline" : "refused";
    this.error = error instanceof Error ? error : new Error(String(error));
    if (passes) {
      this.timer ??= setTimeout(() => {
        this.timer = null;
        void this.send();
      }, TRY_AGAIN_MS);
    }
  }

  private tell(): void {
    this.shown = this.look();
    for (const listener of this.listeners) {
      listener();
    }
  }

  private look(): EditState {
    const cells = new Map<string, string | null>();
    const replacements: { column: number; from: string | null; to: string | null }[] = [];
    for (const edit of this.edits) {
      if (typeof edit === "string") {
        continue;
      }
      if ("changes" in edit) {
        for (const { row, column, value } of edit.changes) {
          cells.set(`${row}:${column}`, value);
        }
      } else {
        replacements.push(edit);
      }
    }
    const waiting = this.edits.length;
    return {
      waiting,
      state: this.stuck ?? (waiting > 0 ? "sending" : "idle"),
      error: this.error,
      canUndo: waiting > 0,
      canRedo: this.undone.length > 0,
      last: this.last,
      cells,
      replacements,
    };
  }

  private get place(): string {
    return `codex.import.${this.importId}`;
  }

  private read(): Kept {
    const text = localStorage.getItem(this.place);
    return text ? (JSON.parse(text) as Kept) : { sheet: null, edits: [] };
  }

  private keep(): void {
    if (this.edits.length === 0) {
      localStorage.removeItem(this.place);
    } else {
      const kept: Kept = { sheet: this.sheet, edits: this.edits };
      localStorage.setItem(this.place, JSON.stringify(kept));
    }
  }
}

/** Where an edit that was not sent begins, and how many cells it is about. */
function extentOf(edit: RowChange): [Place | null, number] {
  return "changes" in edit ? [edit.changes[0] ?? null, edit.changes.length] : [null, 1];
}

const queues = new Map<string, EditQueue>();

/** The edits of an import; the same queue for every page of the app. */
export function editsOf(importId: string): EditQueue {
  const found = queues.get(importId) ?? new EditQueue(importId);
  queues.set(importId, found);
  return found;
}

/** Begins anew, as a browser does that was closed and opened again. */
export function forgetQueues(): void {
  for (const queue of queues.values()) {
    queue.detach();
  }
  queues.clear();
}
