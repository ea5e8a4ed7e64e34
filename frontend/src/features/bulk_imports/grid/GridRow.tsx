/** One row of the grid: its number, which stays in sight, and the cells in sight. */
// biome-ignore-all lint/a11y/useSemanticElements: a table of fifty thousand rows cannot be drawn as one
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the cell where one is

import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useServerWords } from "../../../i18n/useServerWords";
import type { SheetRow } from "../types";
import type { EditState } from "./editQueue";
import styles from "./Grid.module.css";
import { type GridColumn, severityIn, valueIn } from "./gridTypes";
import { holds, type Rectangle } from "./selection";
import { NUMBER_WIDTH, ROW_HEIGHT } from "./windowing";

interface GridRowProps {
  position: number;
  row: SheetRow | undefined;
  columns: GridColumn[];
  /** The columns in sight: from this one up to and without that. */
  first: number;
  end: number;
  /** Where the first column in sight begins, and where the last of all ends. */
  start: number;
  width: number;
  /** The chosen cells, where any lie in this row. */
  chosen: Rectangle | null;
  /** The column one is in, where it is this row. */
  active: number | null;
  edits: EditState;
  gridId: string;
}

export function cellId(gridId: string, position: number, column: number): string {
  return `${gridId}-${position}-${column}`;
}

export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { position, row, columns, first, end, start, width, gridId } = props;
  const inSight = columns.slice(first, end);
  return (
    <div
      role="row"
      aria-rowindex={position + 2}
      className={styles.row}
      style={{ transform: `translateY(${position * ROW_HEIGHT}px)`, width }}
    >
      <div
        role="rowheader"
        className={styles.number}
        data-row={position}
        style={{ width: NUMBER_WIDTH, marginInlineEnd: start }}
      >
        {row?.row ?? "…"}
      </div>
      {inSight.map((column, offset) => (
        <GridCell
          key={column.index}
          id={cellId(gridId, position, first + offset)}
          place={first + offset}
          column={column}
          {...props}
        />
      ))}
    </div>
  );
});

interface GridCellProps extends GridRowProps {
  id: string;
  place: number;
  column: GridColumn;
}

function GridCell({ id, place, column, position, row, chosen, active, edits }: GridCellProps) {
  const { t } = useTranslation("imports");
  const { say } = useServerWords();
  const value = row ? valueIn(row, column.index, edits) : null;
  const faults = row?.faults.filter((fault) => fault.column === column.index) ?? [];
  const isChosen = chosen !== null && holds(chosen, position, place);
  const isWaiting = row !== undefined && edits.cells.has(`${row.row}:${column.index}`);
  const isEdited = row?.edited.includes(column.index) ?? false;
  const severity = row && severityIn(row, column.index);
  return (
    <div
      role="gridcell"
      id={id}
      tabIndex={-1}
      aria-colindex={place + 2}
      aria-selected={isChosen}
      aria-invalid={severity === "error" || undefined}
      aria-describedby={faults.length > 0 ? `${id}-faults` : undefined}
      className={styles.cell}
      data-row={position}
      data-column={place}
      data-severity={severity}
      data-active={active === place || undefined}
      data-edited={isEdited || isWaiting || undefined}
      style={{ width: column.width }}
    >
      {value}
      {faults.length > 0 ? (
        <span id={`${id}-faults`} hidden>
          {faults.map((fault) => say({ ...fault, columns: [column.heading] })).join(" ")}
          {isWaiting ? ` ${t("grid.waiting")}` : ""}
        </span>
      ) : null}
    </div>
  );
}
