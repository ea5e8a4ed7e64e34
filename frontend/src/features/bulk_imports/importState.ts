import type { Tone } from "../../components/Badge";
import { TONES } from "../submissions/submissionState";
import type { BulkImport } from "./types";

const REMOVALS = {
  removing: "accent",
  restoring: "accent",
  removed: "neutral",
} as const satisfies Record<string, Tone>;

export type ImportState = keyof typeof TONES | keyof typeof REMOVALS;

/** The state of an import as its words and colours name it. */
export function stateOf(found: BulkImport): ImportState {
  if (found.removal === "removing" || found.removal === "restoring") {
    return found.removal;
  }
  if (found.deleted_at) {
    return "removed";
  }
  return found.state in TONES ? (found.state as keyof typeof TONES) : "draft";
}

export function toneOf(state: ImportState): Tone {
  return { ...TONES, ...REMOVALS }[state];
}
