/** How is a time read of which only some parts are known? Nothing is added: "June 2024" stays that. */

import type { Time } from "../../api/types";

/** The parts of a local time; those that are not known are null or absent. */
export type Parts = { year: number | null } & Partial<
  Pick<Time, "month" | "day" | "hour" | "minute" | "second">
>;

/** The known parts, in the order and words of a language; null where not even the year is known. */
export function formatParts(time: Parts, language: string): string | null {
  const { year, month, day, hour, minute, second } = time;
  if (year === null || year === undefined) {
    return null;
  }
  const known: Intl.DateTimeFormatOptions = { year: "numeric", timeZone: "UTC" };
  if (month) {
    known.month = "long";
    if (day) {
      known.day = "numeric";
      if (isKnown(hour) && isKnown(minute)) {
        known.hour = "2-digit";
        known.minute = "2-digit";
        known.hourCycle = "h23";
        if (isKnown(second)) {
          known.second = "2-digit";
        }
      }
    }
  }
  // The parts are local to the place: they go in and come out as they are, in no zone of the reader's.
  const instant = new Date(
    Date.UTC(2000, (month || 1) - 1, day || 1, hour ?? 0, minute ?? 0, second ?? 0),
  );
  instant.setUTCFullYear(year, (month || 1) - 1, day || 1);
  return new Intl.DateTimeFormat(language, known).format(instant);
}

/** The parts of "2024", "2024-06" or "2024-06-03". */
export function partsOfDate(date: string): Parts {
  const [year, month, day] = date.split("-").map(Number);
  return { year: year ?? null, month: month ?? null, day: day ?? null };
}

function isKnown(part: number | null | undefined): part is number {
  return part !== null && part !== undefined;
}

/** A moment at which something was done here, in the reader's own zone. */
export function formatMoment(iso: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(iso),
  );
}
