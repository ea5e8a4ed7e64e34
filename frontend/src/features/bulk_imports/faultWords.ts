/** What is a fault of a sheet about, with the headings that the sheet itself gives its columns? */

import type { Told } from "../../i18n/serverWords";
import type { FaultGroup } from "./types";

interface Headed {
  index: number;
  heading: string | null;
}

export function toldOf(group: FaultGroup, columns: Headed[]): Told {
  return { ...group, columns: group.columns.map((index) => headingOf(index, columns)) };
}

export function headingOf(index: number | null, columns: Headed[]): string | null {
  return columns.find((column) => column.index === index)?.heading ?? null;
}
