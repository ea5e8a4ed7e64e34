/** Which cells of a heat map are drawn, where, and how warm? */

import type { HeatMapSide } from "../../api/types";

export interface HeatCell {
  key: string;
  x: number;
  y: number;
  width: number;
  height: number;
  colour: string;
  /** Above 0 up to `MOST_OPAQUE`. */
  strength: number;
}

/** Colder cells cannot be seen, and most are. */
const COLDEST = 0.06;
/** The animal must still be seen below. */
const MOST_OPAQUE = 0.7;
/** Degrees on the colour wheel: red for a little, yellow for the most. */
const [RED, YELLOW] = [8, 52];

export function cellsOf({ bbox, values }: HeatMapSide): HeatCell[] {
  const [left = 0, top = 0, width = 0, height = 0] = bbox;
  const down = height / values.length;
  return values.flatMap((row, rowNumber) => {
    const across = width / row.length;
    return row.flatMap((value, column) =>
      value < COLDEST
        ? []
        : {
            key: `${rowNumber} ${column}`,
            x: left + column * across,
            y: top + rowNumber * down,
            width: across,
            height: down,
            colour: `hsl(${Math.round(RED + (YELLOW - RED) * value)} 100% 55%)`,
            strength: MOST_OPAQUE * value,
          },
    );
  });
}
