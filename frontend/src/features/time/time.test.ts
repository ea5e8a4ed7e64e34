import { describe, expect, it } from "vitest";
import { formatParts, partsOfDate } from "./formatTime";
import { draftFromTime, NO_TIME, timeFromDraft } from "./timeDraft";

describe("a time of which only parts are known", () => {
  it.each([
    [{ year: 2024 }, "2024", "2024"],
    [{ year: 2024, month: 6 }, "June 2024", "Juni 2024"],
    [{ year: 2024, month: 6, day: 3 }, "June 3, 2024", "3. Juni 2024"],
    [
      { year: 2024, month: 6, day: 3, hour: 7, minute: 5 },
      "June 3, 2024 at 07:05",
      "3. Juni 2024 um 07:05",
    ],
    [{ year: 2024, month: 6, day: 3, hour: 7 }, "June 3, 2024", "3. Juni 2024"],
    [{ year: 2024, day: 3 }, "2024", "2024"],
    [{ year: 99, month: 2 }, "February 99", "Februar 99"],
  ])("%o reads as it is, with nothing added", (parts, english, german) => {
    expect(formatParts(parts, "en")).toBe(english);
    expect(formatParts(parts, "de")).toBe(german);
  });

  it("is not read where not even the year is known", () => {
    expect(formatParts({ year: null }, "en")).toBeNull();
  });

  it("is taken apart where it comes as a date", () => {
    expect(partsOfDate("2024-06")).toEqual({ year: 2024, month: 6, day: null });
  });
});

describe("a time being entered", () => {
  it("leaves out what was not entered", () => {
    const time = timeFromDraft({ ...NO_TIME, year: "2024", month: "6" });
    expect(time).toMatchObject({ year: 2024, month: 6, day: null, hour: null, utc_offset: null });
  });

  it("keeps midnight, which is a time", () => {
    expect(timeFromDraft({ ...NO_TIME, year: "2024", hour: "0" }).hour).toBe(0);
  });

  it("sends what is no number as it was typed, for the server to object to", () => {
    expect(timeFromDraft({ ...NO_TIME, year: "last year" }).year).toBe("last year");
  });

  it("comes back from what is stored as it was", () => {
    const stored = {
      year: 2024,
      month: 6,
      day: 3,
      hour: 0,
      minute: 30,
      second: null,
      utc_offset: "+02:00",
      zone: null,
      source: "exif",
    };
    expect(timeFromDraft(draftFromTime(stored))).toEqual(stored);
  });
});
