import { describe, expect, it } from "vitest";
import type { SheetRow, SheetRows } from "../types";
import { nextFault } from "./faultWalk";
import { firstFrom, lastBefore } from "./rowSearch";
import { afterKey, at, type Key } from "./selection";
import { fromTsv, pastedAt, toTsv } from "./tsv";
import { columnsInSight, offsetsOf, ROW_HEIGHT, rowsInSight, scrollTo } from "./windowing";

const EXTENT = { rows: 50_000, columns: 40, page: 20 };

function press(key: string, modifiers: Partial<Key> = {}): Key {
  return { key, shiftKey: false, ctrlKey: false, metaKey: false, ...modifiers };
}

describe("keys in the grid", () => {
  it("move by a cell, and stop at the edges", () => {
    expect(afterKey(at(0, 0), press("ArrowDown"), EXTENT)).toEqual(at(1, 0));
    expect(afterKey(at(0, 0), press("ArrowUp"), EXTENT)).toEqual(at(0, 0));
    expect(afterKey(at(3, 39), press("ArrowRight"), EXTENT)).toEqual(at(3, 39));
  });

  it("move by a page, to the ends of the row, and with Ctrl to those of the sheet", () => {
    expect(afterKey(at(5, 5), press("PageDown"), EXTENT)).toEqual(at(25, 5));
    expect(afterKey(at(5, 5), press("End"), EXTENT)).toEqual(at(5, 39));
    expect(afterKey(at(5, 5), press("End", { ctrlKey: true }), EXTENT)).toEqual(at(49_999, 39));
    expect(afterKey(at(5, 5), press("Home", { ctrlKey: true }), EXTENT)).toEqual(at(0, 0));
  });

  it("go on with the next row behind the last column", () => {
    expect(afterKey(at(0, 39), press("Tab"), EXTENT)).toEqual(at(1, 0));
    expect(afterKey(at(1, 0), press("Tab", { shiftKey: true }), EXTENT)).toEqual(at(0, 39));
  });

  it("widen what is chosen with Shift", () => {
    expect(afterKey(at(2, 2), press("ArrowDown", { shiftKey: true }), EXTENT)).toEqual({
      active: { row: 3, column: 2 },
      anchor: { row: 2, column: 2 },
    });
  });

  it("leave letters to whoever types", () => {
    expect(afterKey(at(2, 2), press("x"), EXTENT)).toBeNull();
  });
});

describe("the clipboard", () => {
  it("gives back what it took, with tabs, quotes and lines inside cells", () => {
    const cells = [
      ["a\tb", 'the "big" one', null],
      ["two\nlines", "", "c"],
    ];
    expect(fromTsv(toTsv(cells))).toEqual([
      ["a\tb", 'the "big" one', null],
      ["two\nlines", null, "c"],
    ]);
  });

  it("takes what spreadsheets write, with their line ends and their last empty line", () => {
    expect(fromTsv("1\t2\r\n3\t\r\n")).toEqual([
      ["1", "2"],
      ["3", null],
    ]);
  });

  it("takes a quote that opens a text and not a cell as it is", () => {
    expect(fromTsv('"Spot" the cheetah\t2')).toEqual([['"Spot" the cheetah', "2"]]);
  });

  it("fills a rectangle with a single cell", () => {
    expect(pastedAt([["x"]], 3, 2)).toBe("x");
  });
});

describe("what is in sight", () => {
  const view = { top: 1000 * ROW_HEIGHT, left: 500, height: 640, width: 800 };

  it("is a few dozen of fifty thousand rows", () => {
    const { first, end } = rowsInSight(view, 50_000);
    expect(first).toBeLessThanOrEqual(1000);
    expect(end).toBeGreaterThanOrEqual(1020);
    expect(end - first).toBeLessThan(60);
  });

  it("is a few of many columns", () => {
    const { first, end } = columnsInSight(view, offsetsOf(Array(200).fill(100)));
    expect(first).toBeLessThanOrEqual(5);
    expect(end).toBeGreaterThanOrEqual(13);
    expect(end - first).toBeLessThan(24);
  });

  it("follows the cell where one is, and stays where it is in sight already", () => {
    const offsets = offsetsOf(Array(40).fill(100));
    expect(scrollTo(view, { row: 1005, column: 7 }, offsets)).toEqual({ top: view.top, left: 500 });
    expect(scrollTo(view, { row: 0, column: 0 }, offsets)).toEqual({ top: 0, left: 0 });
    expect(scrollTo(view, { row: 2000, column: 7 }, offsets).top).toBeGreaterThan(view.top);
  });
});

/** Rows with a fault in column 1, as the server answers windows of them. */
function faulty(numbers: number[]) {
  let asked = 0;
  const read = async (first: number, count: number): Promise<SheetRows> => {
    asked += 1;
    const rows = numbers.slice(first, first + count).map(
      (row): SheetRow => ({
        row,
        cells: [],
        edited: [],
        faults: [
          {
            column: 1,
            code: "out_of_range",
            severity: "error",
            message: "",
            value: null,
            suggestion: null,
            details: {},
          },
        ],
      }),
    );
    return { first, total: numbers.length, revision: 1, rows };
  };
  return { read, asked: () => asked };
}

describe("a row among those shown", () => {
  const thousands = Array.from({ length: 20_000 }, (_, index) => 2 + index * 3);

  it("is found with few questions among many", async () => {
    const { read, asked } = faulty(thousands);
    expect((await firstFrom(read, 30_002))?.position).toBe(10_000);
    expect((await firstFrom(read, 30_003))?.row.row).toBe(30_005);
    expect((await lastBefore(read, 30_002))?.row.row).toBe(29_999);
    expect(asked()).toBeLessThan(40);
  });

  it("is not found behind the last, nor where there is none", async () => {
    expect(await firstFrom(faulty(thousands).read, 1_000_000)).toBeNull();
    expect(await firstFrom(faulty([]).read, 2)).toBeNull();
    expect(await lastBefore(faulty([]).read, 2)).toBeNull();
  });
});

describe("the next fault", () => {
  const { read } = faulty([4, 9]);
  const fits = () => true;

  it("is in the same row further on, else in the next", async () => {
    expect(await nextFault(read, { row: 4, column: 0 }, 1, fits)).toEqual({ row: 4, column: 1 });
    expect(await nextFault(read, { row: 4, column: 1 }, 1, fits)).toEqual({ row: 9, column: 1 });
  });

  it("is the first again after the last, and the last before the first", async () => {
    expect(await nextFault(read, { row: 9, column: 1 }, 1, fits)).toEqual({ row: 4, column: 1 });
    expect(await nextFault(read, { row: 4, column: 1 }, -1, fits)).toEqual({ row: 9, column: 1 });
  });
});
