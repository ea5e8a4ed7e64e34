/** What has been entered into the report form so far? Kept in the browser, so that a reload loses nothing. */

import { useCallback, useState } from "react";
import type { Entries } from "../custom_fields/customValues";
import { NO_TIME, type TimeDraft } from "../time/timeDraft";
import type { AnimalDraft } from "./AnimalFields";

/** One animal of the sighting. */
export interface ReportAnimal extends AnimalDraft {
  /** Tells it from the others while the form is open. */
  key: string;
  individualName: string;
  fields: Entries;
}

export interface ReportDraft {
  /** The submission on the server; null until the first file or the first try to send. */
  submission: string | null;
  species: string;
  time: TimeDraft;
  latitude: string;
  longitude: string;
  locationSource: string;
  region: string;
  locality: string;
  comments: string;
  sightingFields: Entries;
  /** At least one. */
  animals: ReportAnimal[];
  /** Which of several animals a photo shows: its key by the photo's name; none, where it shows all. */
  shown: Record<string, string>;
  contactEmail: string;
  /** Suggestions from the photos that were taken or refused: neither is offered again. */
  settledSuggestions: string[];
}

function newAnimal(key: string): ReportAnimal {
  return {
    key,
    sex: "",
    lifeStage: "",
    livingStatus: "",
    behaviour: "",
    individualName: "",
    fields: {},
  };
}

/** One animal more, with a key that none of the others has had. */
export function withAnotherAnimal(draft: ReportDraft): Partial<ReportDraft> {
  const highest = Math.max(...draft.animals.map(({ key }) => Number(key)));
  return { animals: [...draft.animals, newAnimal(String(highest + 1))] };
}

/** One animal less; its photos show all the others then. */
export function withoutAnimal(draft: ReportDraft, gone: string): Partial<ReportDraft> {
  return {
    animals: draft.animals.filter(({ key }) => key !== gone),
    shown: Object.fromEntries(Object.entries(draft.shown).filter(([, key]) => key !== gone)),
  };
}

export function withAnimal(
  draft: ReportDraft,
  changed: string,
  part: Partial<ReportAnimal>,
): Partial<ReportDraft> {
  return {
    animals: draft.animals.map((each) => (each.key === changed ? { ...each, ...part } : each)),
  };
}

export const EMPTY_DRAFT: ReportDraft = {
  submission: null,
  species: "",
  time: NO_TIME,
  latitude: "",
  longitude: "",
  locationSource: "entered",
  region: "",
  locality: "",
  comments: "",
  sightingFields: {},
  animals: [newAnimal("1")],
  shown: {},
  contactEmail: "",
  settledSuggestions: [],
};

/** Whether nothing was entered yet, and nothing is on the server. */
export function isBlank(draft: ReportDraft): boolean {
  return JSON.stringify(draft) === JSON.stringify(EMPTY_DRAFT);
}

const PLACE = "codex.report";

export function storedDraft(): ReportDraft {
  const stored = localStorage.getItem(PLACE);
  if (!stored) {
    return EMPTY_DRAFT;
  }
  try {
    return { ...EMPTY_DRAFT, ...(JSON.parse(stored) as Partial<ReportDraft>) };
  } catch {
    return EMPTY_DRAFT; // written by something else; nothing of ours is in it
  }
}

/** Forgets the draft once its submission is safely created; drafts of other submissions stay. */
export function forgetDraft(submission: string): void {
  if (storedDraft().submission === submission) {
    localStorage.removeItem(PLACE);
  }
}

export interface DraftState {
  draft: ReportDraft;
  change: (part: Partial<ReportDraft>) => void;
  startOver: () => void;
}

export function useReportDraft(): DraftState {
  const [draft, setDraft] = useState(storedDraft);
  const change = useCallback((part: Partial<ReportDraft>) => {
    setDraft((before) => {
      const after = { ...before, ...part };
      localStorage.setItem(PLACE, JSON.stringify(after));
      return after;
    });
  }, []);
  const startOver = useCallback(() => {
    localStorage.removeItem(PLACE);
    setDraft(EMPTY_DRAFT);
  }, []);
  return { draft, change, startOver };
}
