import { describe, expect, it } from "vitest";
import { cellsOf } from "./heatCells";

const MAP = {
  annotation: "annotation-1",
  bbox: [100, 50, 200, 100],
  values: [
    [0, 0.5, 0],
    [1, 0.01, 0.25],
  ],
};

describe("a heat map", () => {
  it("lies over the animal's box, row by row", () => {
    const cells = cellsOf(MAP);
    expect(cells.map(({ x, y }) => [Math.round(x), y])).toEqual([
      [167, 50],
      [100, 100],
      [233, 100],
    ]);
    expect(cells[0]?.height).toBe(50);
  });

  it("is the stronger and the more yellow the more a part counted", () => {
    const [half, most, little] = cellsOf(MAP);
    expect(most?.strength).toBeGreaterThan(half?.strength ?? 1);
    expect(half?.strength).toBeGreaterThan(little?.strength ?? 1);
    expect(most?.colour).toBe("hsl(52 100% 55%)");
  });
});
