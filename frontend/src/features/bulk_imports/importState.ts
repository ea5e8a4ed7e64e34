import type { Tone } from "../../components/Badge";
import type { BulkImport } from "./types";

const STATES = {
  draft: "neutral",
  committing: "accent",
  created: "accent",
  detecting: "accent",
  curation: "good",
  done: "good",
  invalid: "attention",
  failed: "bad",
} as const satisfies Record<string, Tone>;

const REMOVALS = {
  removing: "accent",
  restoring: "accent",
  removed: "neutral",
} as const satisfies Record<string, Tone>;

export type ImportState = keyof typeof STATES | keyof typeof REMOVALS;

/** The state of an import as its words and colours name it. */
export function stateOf(found: BulkImport): ImportState {
  if (found.removal === "removing" || found.removal === "restoring") {
    return found.removal;
  }
  if (found.deleted_at) {
    return "removed";
  }
  return found.state in STATES ? (found.state as keyof typeof STATES) : "draft";
}

export function toneOf(state: ImportState): Tone {
  return { ...STATES, ...REMOVALS }[state];
}
