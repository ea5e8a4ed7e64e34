import type { Location } from "../../api/types";

/** About a metre; a coarsened place has fewer digits of its own. */
const DIGITS = 5;

/** A place as degrees north or south and east or west. */
export function formatPlace({ latitude, longitude }: Location, language: string): string {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: DIGITS });
  const half = (value: number, positive: string, negative: string) =>
    `${number.format(Math.abs(value))}° ${value < 0 ? negative : positive}`;
  const east = language.startsWith("de") ? "O" : "E";
  return `${half(latitude, "N", "S")}, ${half(longitude, east, "W")}`;
}
