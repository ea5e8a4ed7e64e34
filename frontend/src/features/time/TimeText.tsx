import { useTranslation } from "react-i18next";
import type { Time } from "../../api/types";
import { formatParts, partsOfDate } from "./formatTime";

/** A time as far as it is known; with its offset from UTC where there is one and it matters. */
export function TimeText({
  time,
  withOffset,
}: {
  time: Time | null | undefined;
  withOffset?: boolean;
}) {
  return <>{useTimeText()(time, withOffset)}</>;
}

export function useTimeText() {
  const { t, i18n } = useTranslation("time");
  return (time: Time | null | undefined, withOffset = false): string => {
    const text = time ? formatParts(time, i18n.language) : null;
    if (!text || !time) {
      return t("unknown");
    }
    const showsOffset = withOffset && time.utc_offset && time.hour !== null;
    return showsOffset ? t("withOffset", { time: text, offset: time.utc_offset }) : text;
  };
}

/** A date of which perhaps only the year or the month is known: "2024-06" reads "June 2024". */
export function useDateText() {
  const { i18n } = useTranslation();
  return (date: string | null | undefined): string | null =>
    date ? formatParts(partsOfDate(date), i18n.language) : null;
}
