/** What repeats in a record, as text for a reader. */

import type { Measurement, SocialUnit } from "../../api/types";

/** "1.32 m (laser)". */
export function measured(measurement: Measurement, language: string): string {
  const number = new Intl.NumberFormat(language, { maximumSignificantDigits: 15 });
  const { value, unit, sampling_protocol: protocol } = measurement;
  const amount = unit ? `${number.format(value)} ${unit}` : number.format(value);
  return protocol ? `${amount} (${protocol})` : amount;
}

/** "Harem 4 (mare), Harem 5". */
export function socialUnits(units: SocialUnit[]): string {
  return units.map(({ name, role }) => (role ? `${name} (${role})` : name)).join(", ");
}

/** The parts that say something, one after the other. */
export function listed(parts: (string | null | undefined)[], between = ", "): string {
  return parts.filter(Boolean).join(between);
}
