/** Which fields did an entry of the history change, from what to what? */

import type { HistoryEntry } from "../../api/types";

export interface Change {
  field: string;
  before: string;
  after: string;
}

type Fields = Record<string, unknown>;

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

function text(value: unknown): string {
  if (value === null || value === undefined) {
    return "";
  }
  if (typeof value === "object" && "name" in value && "id" in value) {
    return text(value.name);
  }
  if (Array.isArray(value)) {
    return value.map(text).filter(Boolean).join(", ");
  }
  if (typeof value === "object") {
    return Object.entries(value)
      .map(([name, part]) => [name.replaceAll("_", " "), text(part)])
      .filter(([, part]) => part !== "")
      .map(([name, part]) => `${name} ${part}`)
      .join(", ");
  }
  return String(value);
}

/** Fields that say nothing to a reader of the history. */
const UNTOLD = ["version", "updated_at", "id", "encounters"];

/** The encounters that an individual gained or lost, by id; their own history tells the same from their side. */
export function encountersOf(entry: HistoryEntry): string[] {
  const { encounters } = { ...fields(entry.before), ...fields(entry.after) };
  return Array.isArray(encounters) ? encounters.map(String) : [];
}

/** What changed; nothing for the entry with which a record began, for all of it is on the page. */
export function changesOf(entry: HistoryEntry): Change[] {
  if (entry.before === null) {
    return [];
  }
  const before = fields(entry.before);
  const after = fields(entry.after);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((field) => !UNTOLD.includes(field))
    .map((field) => ({ field, before: text(before[field]), after: text(after[field]) }))
    .filter((change) => change.before !== change.after);
}

/** Whom the histories' changes of identity name, by id, each once. */
export function individualsOf(entries: HistoryEntry[]): string[] {
  const named = entries
    .flatMap(changesOf)
    .filter(({ field }) => field === "individual")
    .flatMap(({ before, after }) => [before, after]);
  return [...new Set(named.filter(Boolean))];
}
