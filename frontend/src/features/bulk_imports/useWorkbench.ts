/** Everything about correcting a sheet: the rows shown, where one is, the edits on their way, the next fault. */

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useToast } from "../../components/Toast";
import { formatCount } from "./formatAmounts";
import { type Edit, type EditQueue, editsOf, type Place, type Step } from "./grid/editQueue";
import { nextFault } from "./grid/faultWalk";
import type { GridHandle } from "./grid/Grid";
import type { GridColumn, GridSource } from "./grid/gridTypes";
import { firstFrom } from "./grid/rowSearch";
import { at, type Selection } from "./grid/selection";
import { rowsKey, useRowBlocks, withEdit } from "./grid/useRowBlocks";
import type { Span } from "./grid/windowing";
import { type RowFilter, readRows } from "./importApi";
import { type BulkImport, type CellFault, type Edited, SEVERITIES, type SheetRows } from "./types";
import { importKey } from "./useImport";
import { useRowFilter } from "./useRowFilter";

/** The headings are row 1 of the sheet. */
const FIRST_ROW = 2;
const FIRST_SIGHT: Span = { first: 0, end: 40 };

export type Workbench = ReturnType<typeof useWorkbench>;

export function useWorkbench(found: BulkImport, columns: GridColumn[]) {
  const { t } = useTranslation("imports");
  const toast = useToast();
  const { filter, isFiltered, setFilter, showCell, asked } = useRowFilter();
  const [announcement, announce] = useState("");
  const [selection, select] = useState<Selection>(at(0, 0));
  const [sight, setSight] = useState(FIRST_SIGHT);
  const grid = useRef<GridHandle>(null);
  const blocks = useRowBlocks(found.id, filter, sight);
  const queue = useEdits(
    found,
    () => toast({ message: t("edits.moved") }),
    (step, cell, changed) => void follow(step, cell, changed),
  );
  const edits = useSyncExternalStore(queue.subscribe, queue.snapshot);
  useReadAnew(found);

  // Other rows are shown: where one was means nothing among them.
  useEffect(() => {
    if (filter) {
      select((before) => at(0, before.active.column));
    }
  }, [filter]);

  const { window } = blocks;
  /** Goes to a cell of the sheet where it is among the rows shown. */
  const goTo = useCallback(
    async (row: number, column: number): Promise<boolean> => {
      const place = columns.findIndex(({ index }) => index === column);
      const position = isFiltered
        ? await firstFrom(window, row).then((each) =>
            each?.row.row === row ? each.position : null,
          )
        : row - FIRST_ROW;
      if (position !== null) {
        select(at(position, Math.max(0, place)));
      }
      return position !== null;
    },
    [columns, isFiltered, window],
  );

  /** Goes to what was taken back or made again, and says it. */
  async function follow(step: Step, cell: Place | null, changed: number): Promise<void> {
    const heading = columns.find(({ index }) => index === cell?.column)?.heading;
    const words = { heading, row: cell?.row, count: changed, number: formatCount(changed) };
    announce(t(cell ? `edits.${step}` : `edits.${step}Somewhere`, words));
    if (cell && !(await goTo(cell.row, cell.column))) {
      showCell(cell);
    }
  }

  const walk = useFaultWalk(found, filter, async (step, next) => {
    const row = blocks.rowAt(selection.active.row)?.row ?? 0;
    const column = columns[selection.active.column]?.index ?? 0;
    const place = await next({ row, column }, step);
    if (!place || !(await goTo(place.row, place.column))) {
      toast({ message: t("rows.noFault") });
    }
  });

  const { row: askedRow, column: askedColumn } = asked;
  const goToAsked = useCallback(() => {
    if (askedRow !== undefined) {
      void goTo(askedRow, askedColumn ?? 0);
    }
  }, [askedRow, askedColumn, goTo]);

  const source: GridSource = {
    label: t("grid.label"),
    columns,
    total: blocks.total ?? 0,
    rowAt: blocks.rowAt,
    read: blocks.read,
    edits,
    isOpen: Boolean(found.allowed.edit),
    onChange: (changes) => queue.change(changes),
    onUndo: () => queue.undo(),
    onRedo: () => queue.redo(),
    onWalk: (step) => walk(step),
  };

  return {
    importId: found.id,
    source,
    blocks,
    grid,
    queue,
    edits,
    selection,
    select,
    setSight,
    filter,
    isFiltered,
    setFilter,
    goTo,
    walk,
    goToAsked,
    announcement,
  };
}

/** The queue of edits, tied to what is shown. */
function useEdits(
  found: BulkImport,
  onMoved: () => void,
  onStep: (step: Step, cell: Place | null, changed: number) => void,
): EditQueue {
  const { t } = useTranslation("imports");
  const client = useQueryClient();
  const toast = useToast();
  const queue = editsOf(found.id);

  function onSent(edit: Edit, edited: Edited) {
    if (typeof edit === "object") {
      client.setQueriesData<SheetRows>(
        { queryKey: rowsKey(found.id) },
        (before) => before && withEdit(before, edit),
      );
    } else {
      void client.invalidateQueries({ queryKey: rowsKey(found.id) });
    }
    client.setQueryData<BulkImport>(
      importKey(found.id),
      (before) => before && { ...before, revision: edited.revision, checking: true },
    );
    void client.invalidateQueries({ queryKey: importKey(found.id) });
  }

  useEffect(() => {
    queue.attach({
      sheet: found.sheet.file,
      revision: found.revision,
      onSent,
      onStep,
      onMoved: () => {
        void client.invalidateQueries({ queryKey: rowsKey(found.id) });
        void client.invalidateQueries({ queryKey: importKey(found.id) });
        onMoved();
      },
      onDropped: (count) => toast({ message: t("edits.dropped", { count }), tone: "bad" }),
    });
  });
  return queue;
}

/** Reads the rows anew when a check is through, or when somebody else has changed them. */
function useReadAnew(found: BulkImport): void {
  const client = useQueryClient();
  const known = useRef(found.checked_revision);
  useEffect(() => {
    if (known.current !== found.checked_revision) {
      known.current = found.checked_revision;
      void client.invalidateQueries({ queryKey: rowsKey(found.id) });
    }
  }, [client, found.id, found.checked_revision]);
}

type Next = (from: { row: number; column: number }, step: 1 | -1) => ReturnType<typeof nextFault>;

/** Steps through the faults of the kind that is shown; else through the gravest there are. */
function useFaultWalk(
  found: BulkImport,
  filter: RowFilter,
  go: (step: 1 | -1, next: Next) => Promise<void>,
): (step: 1 | -1) => void {
  const client = useQueryClient();
  const { t } = useTranslation("imports");
  const toast = useToast();
  const gravest = SEVERITIES.find((severity) => (found.counts[severity] ?? 0) > 0) ?? "error";
  const wanted = useMemo<RowFilter>(
    () => (filter.code || filter.only ? filter : { ...filter, only: gravest }),
    [filter, gravest],
  );
  const fits = (fault: CellFault) =>
    (!wanted.code || fault.code === wanted.code) &&
    (wanted.column === undefined || fault.column === wanted.column) &&
    (!wanted.only || wanted.only === "edited" || fault.severity === wanted.only);
  const read = (first: number, count: number) =>
    client.fetchQuery({
      queryKey: [...rowsKey(found.id), "window", wanted, first, count],
      queryFn: () => readRows(found.id, wanted, first, count),
    });
  return (step) => {
    go(step, (from) => nextFault(read, from, step, fits)).catch(() =>
      toast({ message: t("rows.walkFailed"), tone: "bad" }),
    );
  };
}
