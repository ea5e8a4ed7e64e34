/** What is wrong with a cell, beside it, in a sentence. */

import { useServerWords } from "../../../i18n/useServerWords";
import type { SheetRow } from "../types";
import styles from "./Grid.module.css";
import type { GridColumn } from "./gridTypes";
import { NUMBER_WIDTH, ROW_HEIGHT, type View } from "./windowing";

const WIDTH = 288;
const HEIGHT = 110;

interface FaultBubbleProps {
  row: SheetRow | undefined;
  column: GridColumn | undefined;
  place: { top: number; left: number };
  view: View;
}

export function FaultBubble({ row, column, place, view }: FaultBubbleProps) {
  const { say } = useServerWords();
  const faults = row?.faults.filter((fault) => fault.column === column?.index) ?? [];
  const isInSight = place.top > ROW_HEIGHT && place.top <= view.height + ROW_HEIGHT;
  if (faults.length === 0 || !isInSight || place.left >= view.width) {
    return null;
  }
  const left = Math.max(NUMBER_WIDTH, Math.min(place.left, view.width - WIDTH - 8));
  // Near the lower edge it stands above the cell.
  const isAbove = place.top + HEIGHT > view.height;
  const vertical = isAbove
    ? { bottom: `calc(100% - ${place.top - ROW_HEIGHT - 4}px)` }
    : { top: place.top + 4 };
  return (
    <div
      className={styles.bubble}
      style={{ left, maxWidth: WIDTH, ...vertical }}
      aria-hidden="true"
    >
      {faults.map((fault) => (
        <p key={`${fault.code} ${fault.message}`} data-severity={fault.severity}>
          {say({ ...fault, columns: [column?.heading ?? null] })}
        </p>
      ))}
    </div>
  );
}
