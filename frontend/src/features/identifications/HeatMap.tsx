/** The parts of an animal that counted, drawn warm over its picture; the rest lies in the dark. */

import type { HeatMapSide } from "../../api/types";
import styles from "./HeatMap.module.css";
import { cellsOf } from "./heatCells";

/** Drawn in pixels of the original, within an `<svg>` whose `viewBox` is in them. */
export function HeatMap({ map }: { map: HeatMapSide }) {
  const [x = 0, y = 0, width = 0, height = 0] = map.bbox;
  return (
    <g className={styles.map} data-testid="heat-map">
      <rect className={styles.shade} x={x} y={y} width={width} height={height} />
      {cellsOf(map).map(({ key, colour, strength, ...cell }) => (
        <rect key={key} {...cell} fill={colour} opacity={strength} />
      ))}
    </g>
  );
}
