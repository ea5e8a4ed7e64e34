/** Cells are copied, cut, pasted and cleared by rectangles, also beyond the rows in sight. */

import type { ClipboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useToast } from "../../../components/Toast";
import type { CellChange, SheetRow } from "../types";
import { type GridSource, valueIn } from "./gridTypes";
import { type Rectangle, rectangleOf, type Selection } from "./selection";
import { fromTsv, pastedAt, toTsv } from "./tsv";

/** What a computer's clipboard and one request take without trouble. */
const MOST_CELLS = 200_000;

export interface Clipboard {
  copy: (event: ClipboardEvent) => void;
  cut: (event: ClipboardEvent) => void;
  paste: (event: ClipboardEvent) => void;
  clear: () => void;
}

export function useClipboard(
  source: GridSource,
  selection: Selection,
  onChosen: (selection: Selection) => void,
): Clipboard {
  const { t } = useTranslation("imports");
  const toast = useToast();
  const { columns, edits } = source;
  const chosen = rectangleOf(selection);

  function isTooMuch({ top, bottom, left, right }: Rectangle): boolean {
    const tooMuch = (bottom - top + 1) * (right - left + 1) > MOST_CELLS;
    if (tooMuch) {
      toast({ message: t("grid.tooMuch"), tone: "bad" });
    }
    return tooMuch;
  }

  function textOf(rows: SheetRow[]): string {
    const inside = columns.slice(chosen.left, chosen.right + 1);
    return toTsv(rows.map((row) => inside.map(({ index }) => valueIn(row, index, edits))));
  }

  function copy(event: ClipboardEvent): void {
    event.preventDefault();
    if (isTooMuch(chosen)) {
      return;
    }
    const count = chosen.bottom - chosen.top + 1;
    const known = Array.from({ length: count }, (_, index) => source.rowAt(chosen.top + index));
    if (known.every((row) => row !== undefined)) {
      event.clipboardData.setData("text/plain", textOf(known));
      return;
    }
    // The clipboard of the event is gone once it is answered; the rows must be read first.
    void source
      .read(chosen.top, count)
      .then((rows) => navigator.clipboard.writeText(textOf(rows)))
      .catch(() => toast({ message: t("grid.copyFailed"), tone: "bad" }));
  }

  async function change(
    area: Rectangle,
    valueAt: (row: number, column: number) => string | null,
  ): Promise<void> {
    const rows = await source.read(area.top, area.bottom - area.top + 1);
    const changes: CellChange[] = rows.flatMap((row, down) =>
      columns.slice(area.left, area.right + 1).map(({ index }, across) => ({
        row: row.row,
        column: index,
        value: valueAt(down, across),
      })),
    );
    source.onChange(changes);
  }

  function paste(event: ClipboardEvent): void {
    event.preventDefault();
    const pasted = fromTsv(event.clipboardData.getData("text/plain"));
    if (!source.isOpen) {
      return;
    }
    const height = pasted.length;
    const width = Math.max(...pasted.map((row) => row.length));
    const isOne = height === 1 && width === 1;
    const wanted = isOne
      ? chosen
      : {
          top: chosen.top,
          bottom: chosen.top + height - 1,
          left: chosen.left,
          right: chosen.left + width - 1,
        };
    const area = {
      ...wanted,
      bottom: Math.min(wanted.bottom, source.total - 1),
      right: Math.min(wanted.right, columns.length - 1),
    };
    if (isTooMuch(area)) {
      return;
    }
    if (area.bottom < wanted.bottom || area.right < wanted.right) {
      toast({ message: t("grid.pasteCut"), tone: "bad" });
    }
    onChosen({
      active: { row: area.top, column: area.left },
      anchor: { row: area.bottom, column: area.right },
    });
    change(area, (row, column) => pastedAt(pasted, row, column)).catch(() =>
      toast({ message: t("grid.pasteFailed"), tone: "bad" }),
    );
  }

  function clear(): void {
    if (source.isOpen && !isTooMuch(chosen)) {
      change(chosen, () => null).catch(() =>
        toast({ message: t("grid.pasteFailed"), tone: "bad" }),
      );
    }
  }

  return {
    copy,
    cut: (event) => {
      copy(event);
      clear();
    },
    paste,
    clear,
  };
}
