/** Amounts as a person reads them, in the language of the app. */

import i18next from "../../i18n";

const STEPS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
const MINUTE = 60;
const HOUR = 60 * MINUTE;

export function formatCount(count: number | null | undefined): string {
  return new Intl.NumberFormat(i18next.language).format(count ?? 0);
}

export function formatBytes(bytes: number): string {
  let step = 0;
  let amount = bytes;
  while (amount >= 1000 && step < STEPS.length - 1) {
    amount /= 1000;
    step += 1;
  }
  return new Intl.NumberFormat(i18next.language, {
    style: "unit",
    unit: STEPS[step],
    maximumFractionDigits: amount < 10 && step > 0 ? 1 : 0,
  }).format(amount);
}

/** "3 min", "2 hr": as exact as a guess may be. */
export function formatDuration(seconds: number): string {
  const [unit, amount] =
    seconds >= 2 * HOUR
      ? (["hour", seconds / HOUR] as const)
      : seconds >= 2 * MINUTE
        ? (["minute", seconds / MINUTE] as const)
        : (["second", seconds] as const);
  return new Intl.NumberFormat(i18next.language, {
    style: "unit",
    unit,
    maximumFractionDigits: 0,
  }).format(Math.max(1, Math.round(amount)));
}
