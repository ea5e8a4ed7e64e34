/** How is said in the reader's language what Houston says in English? Whoever reads English reads Houston's own sentence. */

import faults from "./de/faults.json";
import phrases from "./de/phrases.json";
import targets from "./de/targets.json";
import wanted from "./de/wanted.json";
import { Phrases } from "./phrases";

/** What a sentence of Houston is about: its code, and the values that it names. */
export interface Told {
  code: string | null;
  /** Houston's own sentence. */
  message: string;
  value?: unknown;
  suggestion?: unknown;
  details?: Record<string, unknown>;
  /** Headings of the columns that it is about. */
  columns?: (string | null)[];
}

/** A target of a column; those of a species' file bring their labels along. */
export interface Labelled {
  target: string;
  label: string;
  labels?: Record<string, string>;
  description?: string | null;
  descriptions?: Record<string, string>;
}

interface Words {
  /** By code: a name for the list of faults, and sentences, those that name the most values first. */
  faults: Record<string, { kind: string; sentences: string[] }>;
  targets: Record<string, string>;
  /** What a value should have been, such as "a number". */
  wanted: Record<string, string>;
  /** Sentences that have no code. */
  phrases: Phrases;
  suggested: string;
}

const WORDS: Partial<Record<string, Words>> = {
  de: {
    faults,
    targets,
    wanted,
    phrases: new Phrases(phrases, "de"),
    suggested: "Ist „{{suggestion}}“ gemeint?",
  },
};
const PLACE = /\{\{(\w+)\}\}/g;

/** The sentence in this language; Houston's own where there is none. */
export function sentenceOf(told: Told, language: string): string {
  const words = WORDS[language];
  // What has a sentence of its own says more by it than its code says of all of its kind.
  const own = words?.phrases.find(told.message);
  if (own !== undefined) {
    return own;
  }
  const known = words?.faults[told.code ?? ""];
  if (!words || !known) {
    return told.message;
  }
  const values = valuesOf(told, words, language);
  const fitting = known.sentences.find((sentence) => isFilled(sentence, values));
  if (fitting === undefined) {
    return told.message;
  }
  const isTold = fitting.includes("{{suggestion}}") || !values.suggestion;
  return filled(isTold ? fitting : `${fitting} ${words.suggested}`, values);
}

/** What a kind of fault is called in a list, in a few words. */
export function kindName(code: string, language: string): string {
  return WORDS[language]?.faults[code]?.kind ?? readableCode(code);
}

/** What a target is called: as the app says it, else as its species' file does, else as Houston does. */
export function targetLabel({ target, label, labels }: Labelled, language: string): string {
  return WORDS[language]?.targets[target] ?? labels?.[language] ?? label;
}

/** What is said of a target, as its species' file does; Houston's own words where it says nothing in this language. */
export function targetDescription(target: Labelled, language: string): string {
  return target.descriptions?.[language] ?? target.description ?? "";
}

/** A sentence that has no code; undefined where it cannot be said in this language. */
export function phraseOf(sentence: string, language: string): string | undefined {
  const words = WORDS[language];
  return words ? words.phrases.find(sentence) : sentence;
}

/** Why something is as it is: by its sentence, else by its code; Houston's own sentence where neither is known. */
export function reasonOf(sentence: string, language: string, code: string | null = null): string {
  return phraseOf(sentence, language) ?? sentenceOf({ code, message: sentence }, language);
}

function readableCode(code: string): string {
  const text = code.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

type Values = Record<string, string | undefined>;

function valuesOf(told: Told, words: Words, language: string): Values {
  const { unit, least, most, wanted: kind, why, ...others } = told.details ?? {};
  const limit = (bound: unknown) =>
    [textOf(bound, language), bound === undefined ? undefined : textOf(unit, language)]
      .filter(Boolean)
      .join(" ");
  return {
    ...Object.fromEntries(
      Object.entries(others).map(([name, value]) => [name, textOf(value, language)]),
    ),
    value: textOf(told.value, language),
    suggestion: textOf(told.suggestion, language),
    column: told.columns?.[0] ?? undefined,
    other: told.columns?.[1] ?? undefined,
    least: limit(least),
    most: limit(most),
    wanted: words.wanted[String(kind)],
    why: words.faults[String(why)]?.sentences.find((sentence) => isFilled(sentence, {})),
  };
}

/** A value as it stands in a sentence; numbers of the sheet itself are texts and stay as they are. */
function textOf(value: unknown, language: string): string | undefined {
  if (typeof value === "number") {
    return new Intl.NumberFormat(language, { maximumFractionDigits: 6 }).format(value);
  }
  return typeof value === "string" && value !== "" ? value : undefined;
}

function isFilled(sentence: string, values: Values): boolean {
  return [...sentence.matchAll(PLACE)].every(([, name]) => values[name ?? ""]);
}

function filled(sentence: string, values: Values): string {
  return sentence.replace(PLACE, (_, name: string) => values[name] ?? "");
}
