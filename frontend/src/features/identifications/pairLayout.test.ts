import { describe, expect, it } from "vitest";
import { formatScore } from "./formatScore";
import { linesOf, MOST_LINES, placePair, pointIn, regionAround } from "./pairLayout";

const LEFT = { x: 100, y: 50, width: 200, height: 100 };
const RIGHT = { x: 0, y: 0, width: 300, height: 300 };

describe("two pictures of a pair", () => {
  it("stand side by side at the same height", () => {
    const { query, candidate } = placePair(LEFT, RIGHT, false);
    expect(query.frame.height).toBe(candidate.frame.height);
    expect(candidate.frame.x).toBeGreaterThanOrEqual(query.frame.x + query.frame.width);
    expect(query.frame.width / query.frame.height).toBeCloseTo(LEFT.width / LEFT.height);
  });

  it("lie one above the other on a phone, undistorted", () => {
    const { query, candidate, height } = placePair(LEFT, RIGHT, true);
    expect(candidate.frame.y).toBeGreaterThanOrEqual(query.frame.y + query.frame.height);
    expect(candidate.frame.width / candidate.frame.height).toBeCloseTo(1);
    expect(height).toBeCloseTo(candidate.frame.y + candidate.frame.height);
  });

  it("show the corners of their regions at the corners of their frames", () => {
    const { candidate } = placePair(LEFT, RIGHT, false);
    const { frame } = candidate;
    expect(pointIn(candidate, 0, 0)).toEqual({ x: frame.x, y: frame.y });
    expect(pointIn(candidate, 300, 300)).toEqual({
      x: frame.x + frame.width,
      y: frame.y + frame.height,
    });
  });
});

describe("the region around an animal", () => {
  it("has a margin, but never reaches beyond the picture", () => {
    expect(regionAround([0, 0, 640, 480], { width: 640, height: 480 })).toEqual({
      x: 0,
      y: 0,
      width: 640,
      height: 480,
    });
    const inside = regionAround([200, 100, 100, 100], { width: 640, height: 480 });
    expect(inside.x).toBeLessThan(200);
    expect(inside.width).toBeGreaterThan(100);
  });
});

describe("the lines between matching points", () => {
  const layout = placePair(LEFT, RIGHT, false);

  it("end at the points in both pictures", () => {
    const [line] = linesOf([[100, 50, 0, 0, 1]], layout);
    expect(line?.from).toEqual(pointIn(layout.query, 100, 50));
    expect(line?.to).toEqual(pointIn(layout.candidate, 0, 0));
  });

  it("are the strongest ones, the strongest on top", () => {
    const matches = Array.from({ length: MOST_LINES + 5 }, (_, index) => [
      150,
      80,
      10,
      10,
      index + 1,
    ]);
    const lines = linesOf(matches, layout);
    expect(lines).toHaveLength(MOST_LINES);
    expect(lines.at(-1)?.strength).toBe(1);
  });
});

it("a score is a plain number, not a percentage", () => {
  expect(formatScore(0.8234, "en")).toBe("0.823");
  expect(formatScore(48.26, "de")).toBe("48,3");
});
