/** A time while it is being entered: text as typed, empty where a part is not known. */

import type { Time, TimeInput } from "../../api/types";
import { numberFrom } from "../custom_fields/customValues";

export interface TimeDraft {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
  second: string;
  utc_offset: string;
  source: string;
}

export const NO_TIME: TimeDraft = {
  year: "",
  month: "",
  day: "",
  hour: "",
  minute: "",
  second: "",
  utc_offset: "",
  source: "entered",
};

/** Every offset from UTC that is in use somewhere. */
export const OFFSETS = [
  "-12:00",
  "-11:00",
  "-10:00",
  "-09:30",
  "-09:00",
  "-08:00",
  "-07:00",
  "-06:00",
  "-05:00",
  "-04:00",
  "-03:30",
  "-03:00",
  "-02:30",
  "-02:00",
  "-01:00",
  "+00:00",
  "+01:00",
  "+02:00",
  "+03:00",
  "+03:30",
  "+04:00",
  "+04:30",
  "+05:00",
  "+05:30",
  "+05:45",
  "+06:00",
  "+06:30",
  "+07:00",
  "+08:00",
  "+08:45",
  "+09:00",
  "+09:30",
  "+10:00",
  "+10:30",
  "+11:00",
  "+12:00",
  "+12:45",
  "+13:00",
  "+13:45",
  "+14:00",
];

export function timeFromDraft(draft: TimeDraft): TimeInput {
  return {
    year: numberFrom(draft.year),
    month: numberFrom(draft.month),
    day: numberFrom(draft.day),
    hour: numberFrom(draft.hour),
    minute: numberFrom(draft.minute),
    second: numberFrom(draft.second),
    utc_offset: draft.utc_offset || null,
    zone: null,
    source: draft.source,
  };
}

export function draftFromTime(time: Time): TimeDraft {
  const text = (value: number | null | undefined) =>
    value === null || value === undefined ? "" : String(value);
  return {
    year: text(time.year),
    month: text(time.month),
    day: text(time.day),
    hour: text(time.hour),
    minute: text(time.minute),
    second: text(time.second),
    utc_offset: time.utc_offset ?? "",
    source: time.source ?? "entered",
  };
}
