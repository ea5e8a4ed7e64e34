/** The sheet as a grid that holds tens of thousands of rows: only what is in sight is drawn, and all is done by keyboard as in a spreadsheet. */
// biome-ignore-all lint/a11y/useSemanticElements: a table of fifty thousand rows cannot be drawn as one
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the cell where one is

import {
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { FaultBubble } from "./FaultBubble";
import styles from "./Grid.module.css";
import { type Ending, GridEditor } from "./GridEditor";
import { cellId, GridRow } from "./GridRow";
import { type GridSource, valueIn } from "./gridTypes";
import { afterKey, at, type Cell, rectangleOf, type Selection, within } from "./selection";
import { useClipboard } from "./useClipboard";
import {
  columnsInSight,
  HEADER_HEIGHT,
  NUMBER_WIDTH,
  offsetsOf,
  ROW_HEIGHT,
  rowsInSight,
  type Span,
  scrollTo,
  type View,
} from "./windowing";

/** Before the first measurement, and where nothing can be measured. */
const FIRST_VIEW: View = { top: 0, left: 0, height: 640, width: 1000 };

export interface GridHandle {
  focus: () => void;
  edit: () => void;
}

interface GridProps {
  source: GridSource;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  onSight: (rows: Span) => void;
  handle: React.RefObject<GridHandle | null>;
}

export function Grid({ source, selection, onSelect, onSight, handle }: GridProps) {
  const { t } = useTranslation("imports");
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { columns, total, edits } = source;
  const offsets = useMemo(() => offsetsOf(columns.map(({ width }) => width)), [columns]);
  const view = useView(scroller);
  const rows = rowsInSight(view, total);
  const sight = columnsInSight(view, offsets);
  const [editing, setEditing] = useState<string | null>(null);
  const [pointed, setPointed] = useState<Cell | null>(null);
  const [isLeaving, setIsLeaving] = useState(false);
  const clipboard = useClipboard(source, selection, onSelect);
  const { active } = selection;
  const chosen = rectangleOf(selection);
  const page = Math.max(1, Math.floor((view.height - HEADER_HEIGHT) / ROW_HEIGHT) - 1);
  const extent = { rows: total, columns: columns.length, page };
  const width = NUMBER_WIDTH + (offsets.at(-1) ?? 0);

  useEffect(() => onSight({ first: rows.first, end: rows.end }), [onSight, rows.first, rows.end]);
  useScrollToActive(scroller, active, offsets);

  const focus = () => scroller.current?.focus({ preventScroll: true });
  const activeRow = source.rowAt(active.row);
  const activeColumn = columns[active.column];

  function startEditing(text?: string) {
    if (source.isOpen && activeRow && activeColumn) {
      setEditing(text ?? valueIn(activeRow, activeColumn.index, edits) ?? "");
    }
  }

  useImperativeHandle(handle, () => ({ focus, edit: () => startEditing() }));

  function endEditing(text: string, ending: Ending) {
    setEditing(null);
    if (ending !== "cancel" && activeRow && activeColumn) {
      const value = text.trim() === "" ? null : text;
      if (value !== valueIn(activeRow, activeColumn.index, edits)) {
        source.onChange([{ row: activeRow.row, column: activeColumn.index, value }]);
      }
    }
    if (ending !== "stay") {
      focus();
    }
    const key = KEY_AFTER[ending];
    const moved = key && afterKey(selection, { ...NO_MODIFIERS, ...key }, extent);
    if (moved) {
      onSelect(moved);
    }
  }

  function onKey(event: KeyboardEvent) {
    if (event.key === "Tab" && isLeaving) {
      return; // the browser moves the focus out of the grid
    }
    setIsLeaving(event.key === "Escape" || (isLeaving && event.key === "Shift"));
    const done = act(event);
    if (done) {
      event.preventDefault();
    }
  }

  /** Whether the key did anything here. */
  function act(event: KeyboardEvent): boolean {
    const moved = afterKey(selection, event, extent);
    if (moved) {
      onSelect(moved);
      return true;
    }
    const key = event.key;
    if (event.ctrlKey || event.metaKey) {
      const letter = key.toLowerCase();
      if (letter === "z" || letter === "y") {
        (letter === "y" || event.shiftKey ? source.onRedo : source.onUndo)();
        return true;
      }
      return false;
    }
    if (key === "F8") {
      source.onWalk(event.shiftKey ? -1 : 1);
    } else if (key === "Enter" || key === "F2") {
      startEditing();
    } else if (key === "Delete" || key === "Backspace") {
      clipboard.clear();
    } else if (key === "Escape") {
      onSelect(at(active.row, active.column));
    } else if (key.length === 1 && !event.altKey) {
      startEditing(key);
    } else {
      return false;
    }
    return true;
  }

  function onPress(event: PointerEvent) {
    const cell = placeOf(event.target);
    if (!cell || event.button !== 0) {
      return;
    }
    const wanted = within(cell, extent);
    onSelect(
      event.shiftKey ? { ...selection, active: wanted } : { active: wanted, anchor: wanted },
    );
    setIsLeaving(false);
    if (event.pointerType === "mouse" && editing === null) {
      event.preventDefault(); // no text is marked while cells are chosen by dragging
      focus();
    }
  }

  function onPoint(event: PointerEvent) {
    const cell = event.pointerType === "mouse" ? placeOf(event.target) : null;
    setPointed(cell);
    if (cell && event.buttons === 1 && editing === null) {
      onSelect({ ...selection, active: within(cell, extent) });
    }
  }

  const rowsShown = Array.from({ length: rows.end - rows.first }, (_, index) => rows.first + index);
  const start = offsets[sight.first] ?? 0;
  const bubbleAt = pointed ?? active;

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        className={styles.grid}
        aria-label={source.label}
        aria-describedby={`${gridId}-help`}
        aria-rowcount={total + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        aria-readonly={!source.isOpen}
        aria-activedescendant={total > 0 ? cellId(gridId, active.row, active.column) : undefined}
        onKeyDown={onKey}
        onPointerDown={onPress}
        onPointerOver={onPoint}
        onPointerLeave={() => setPointed(null)}
        onDoubleClick={() => startEditing()}
        onCopy={clipboard.copy}
        onCut={clipboard.cut}
        onPaste={clipboard.paste}
      >
        <div role="row" aria-rowindex={1} className={styles.header} style={{ width }}>
          <div
            role="columnheader"
            className={styles.corner}
            style={{ width: NUMBER_WIDTH, marginInlineEnd: start }}
          >
            {t("grid.row")}
          </div>
          {columns.slice(sight.first, sight.end).map((column, offset) => (
            <div
              key={column.index}
              role="columnheader"
              aria-colindex={sight.first + offset + 2}
              className={styles.heading}
              style={{ width: column.width }}
              title={column.heading}
            >
              {column.heading}
            </div>
          ))}
        </div>
        <div role="rowgroup" className={styles.rows} style={{ height: total * ROW_HEIGHT, width }}>
          {rowsShown.map((position) => (
            <GridRow
              key={position}
              position={position}
              row={source.rowAt(position)}
              columns={columns}
              first={sight.first}
              end={sight.end}
              start={start}
              width={width}
              chosen={position >= chosen.top && position <= chosen.bottom ? chosen : null}
              active={position === active.row ? active.column : null}
              edits={edits}
              gridId={gridId}
            />
          ))}
          {editing !== null && activeColumn ? (
            <GridEditor
              key={`${active.row} ${active.column}`}
              label={t("grid.editing", {
                heading: activeColumn.heading,
                row: activeRow?.row ?? "",
              })}
              text={editing}
              style={{
                top: active.row * ROW_HEIGHT,
                left: NUMBER_WIDTH + (offsets[active.column] ?? 0),
                width: activeColumn.width,
                height: ROW_HEIGHT,
              }}
              onEnd={endEditing}
            />
          ) : null}
        </div>
      </div>
      {editing === null ? (
        <FaultBubble
          row={source.rowAt(bubbleAt.row)}
          column={columns[bubbleAt.column]}
          place={{
            top: HEADER_HEIGHT + (bubbleAt.row + 1) * ROW_HEIGHT - view.top,
            left: NUMBER_WIDTH + (offsets[bubbleAt.column] ?? 0) - view.left,
          }}
          view={view}
        />
      ) : null}
      <p id={`${gridId}-help`} className="visually-hidden">
        {t("grid.help")}
      </p>
    </div>
  );
}

const NO_MODIFIERS = { shiftKey: false, ctrlKey: false, metaKey: false };
const KEY_AFTER: Partial<Record<Ending, { key: string; shiftKey?: boolean }>> = {
  down: { key: "ArrowDown" },
  up: { key: "ArrowUp" },
  right: { key: "Tab" },
  left: { key: "Tab", shiftKey: true },
};

function placeOf(target: EventTarget): Cell | null {
  const element = target instanceof Element ? target.closest<HTMLElement>("[data-row]") : null;
  if (!element) {
    return null;
  }
  return { row: Number(element.dataset.row), column: Number(element.dataset.column ?? 0) };
}

function useView(scroller: React.RefObject<HTMLDivElement | null>): View {
  const [view, setView] = useState(FIRST_VIEW);
  useEffect(() => {
    const element = scroller.current;
    if (!element) {
      return;
    }
    let frame = 0;
    const measure = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() =>
        setView({
          top: element.scrollTop,
          left: element.scrollLeft,
          height: element.clientHeight || FIRST_VIEW.height,
          width: element.clientWidth || FIRST_VIEW.width,
        }),
      );
    };
    measure();
    element.addEventListener("scroll", measure, { passive: true });
    const watch = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(measure);
    watch?.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener("scroll", measure);
      watch?.disconnect();
    };
  }, [scroller]);
  return view;
}

/** Where one is stays in sight. */
function useScrollToActive(
  scroller: React.RefObject<HTMLDivElement | null>,
  { row, column }: Cell,
  offsets: number[],
): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element) {
      return;
    }
    const view = {
      top: element.scrollTop,
      left: element.scrollLeft,
      height: element.clientHeight || FIRST_VIEW.height,
      width: element.clientWidth || FIRST_VIEW.width,
    };
    const { top, left } = scrollTo(view, { row, column }, offsets);
    if (top !== view.top || left !== view.left) {
      element.scrollTop = top;
      element.scrollLeft = left;
    }
  }, [scroller, row, column, offsets]);
}
