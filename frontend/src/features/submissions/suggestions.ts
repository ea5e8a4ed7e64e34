/** What do the photos themselves say about time and place? Offered, never applied unasked. */

import type { Location, Time } from "../../api/types";
import type { ReportDraft } from "./reportDraft";
import type { ReportFile } from "./useReportFiles";

export interface Suggestion<Value> {
  /** Names the suggestion, so that it is settled once. */
  key: string;
  file: string;
  value: Value;
}

function first<Value>(
  files: ReportFile[],
  kind: "time" | "location",
  settled: string[],
  read: (file: ReportFile) => Value | null | undefined,
): Suggestion<Value> | null {
  for (const file of files) {
    const value = read(file);
    if (value) {
      const key = `${kind} ${JSON.stringify(value)}`;
      return settled.includes(key) ? null : { key, file: file.name, value };
    }
  }
  return null;
}

export function suggestedTime(files: ReportFile[], draft: ReportDraft): Suggestion<Time> | null {
  return first(files, "time", draft.settledSuggestions, (file) =>
    file.exif?.time?.year ? file.exif.time : null,
  );
}

export function suggestedLocation(
  files: ReportFile[],
  draft: ReportDraft,
): Suggestion<Location> | null {
  return first(files, "location", draft.settledSuggestions, (file) => file.exif?.location);
}
