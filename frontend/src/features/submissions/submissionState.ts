import type { Submission } from "../../api/types";
import type { Tone } from "../../components/Badge";

export const TONES: Record<Submission["state"], Tone> = {
  draft: "neutral",
  committing: "accent",
  created: "accent",
  detecting: "accent",
  curation: "good",
  done: "good",
  invalid: "attention",
  failed: "bad",
};

export function toneOf(state: Submission["state"]): Tone {
  return TONES[state];
}

/** The way of a submission, as far as a reporter cares. */
export const STEPS: Submission["state"][] = [
  "committing",
  "created",
  "detecting",
  "curation",
  "done",
];
