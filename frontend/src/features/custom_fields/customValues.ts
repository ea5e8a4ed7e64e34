/** What of a custom field's entry goes to the server, and how is a stored value read? */

import type { CustomField, Typed } from "../../api/types";
import { wordIn } from "../species/words";

/** Entries as they are typed, by field name; a field without an entry is unknown. */
export type Entries = Record<string, unknown>;

type Parts = Record<string, unknown>;

export function partsOf(value: unknown): Parts {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Parts)
    : {};
}

/** A typed number, with a decimal point or comma; other text as it is, for the server to say what is wrong with it. */
export function numberFrom(text: string): Typed {
  const trimmed = text.trim();
  const value = Number(trimmed.replace(",", "."));
  return trimmed === "" ? null : Number.isNaN(value) ? trimmed : value;
}

/** An entry as text; a value that was stored before comes as what it is. */
export function entryText(entry: unknown): string {
  return entry === undefined || entry === null ? "" : String(entry);
}

/** Whether an entry or a value says nothing. */
export function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    (Array.isArray(value) && value.length === 0) ||
    (typeof value === "object" && Object.values(value).every(isEmpty))
  );
}

function single(field: CustomField, entry: unknown): unknown {
  const parts = partsOf(entry);
  switch (field.type) {
    case "integer":
    case "number":
      return numberFrom(entryText(entry));
    case "measurement": {
      const value = numberFrom(entryText(parts.value));
      const unit = parts.unit ?? field.unit;
      return value === null ? null : { value, unit, method: parts.method || null };
    }
    case "location": {
      const place = {
        latitude: numberFrom(entryText(parts.latitude)),
        longitude: numberFrom(entryText(parts.longitude)),
      };
      return isEmpty(place) ? null : place;
    }
    default:
      return typeof entry === "string" ? entry.trim() : entry;
  }
}

function stored(field: CustomField, entry: unknown): unknown {
  if (Array.isArray(entry) && field.type !== "multiselect" && field.type !== "select") {
    return entry.map((each) => single(field, each)).filter((value) => !isEmpty(value));
  }
  return single(field, entry);
}

/** The typed values of the fields that a person filled in; entries of other species' fields are left behind. */
export function valuesFrom(fields: CustomField[], entries: Entries): Record<string, unknown> {
  const filled = fields
    .map((field) => [field.name, stored(field, entries[field.name])] as const)
    .filter(([, value]) => !isEmpty(value));
  return Object.fromEntries(filled);
}

export interface ReadingWords {
  language: string;
  yes: string;
  no: string;
}

/** A stored value as text for a reader. */
export function readValue(
  field: CustomField | undefined,
  value: unknown,
  words: ReadingWords,
): string {
  if (isEmpty(value)) {
    return "";
  }
  if (Array.isArray(value)) {
    return value.map((each) => readValue(field, each, words)).join(", ");
  }
  if (typeof value === "boolean") {
    return value ? words.yes : words.no;
  }
  if (typeof value === "number") {
    const number = new Intl.NumberFormat(words.language).format(value);
    return field?.unit ? `${number} ${field.unit}` : number;
  }
  if (typeof value === "object") {
    return readParts(partsOf(value), words);
  }
  const choice = field?.choices?.find((each) => each.value === value);
  return choice ? wordIn(choice.label, words.language, String(value)) : String(value);
}

function readParts(parts: Parts, words: ReadingWords): string {
  if ("value" in parts) {
    const amount = readValue(undefined, parts.value, words);
    const measured = [amount, parts.unit].filter(Boolean).join(" ");
    return parts.method ? `${measured} (${String(parts.method)})` : measured;
  }
  if ("latitude" in parts) {
    return `${String(parts.latitude)}, ${String(parts.longitude)}`;
  }
  return [parts.from, parts.to].filter(Boolean).join(" – ");
}
