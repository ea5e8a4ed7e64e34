import { expect, it } from "vitest";
import { boxBetween } from "./drawnBox";

const PICTURE = { width: 640, height: 480 };

it("a box may be drawn from any corner", () => {
  const box = [100, 80, 200, 120];
  expect(boxBetween({ x: 100, y: 80 }, { x: 300, y: 200 }, PICTURE)).toEqual(box);
  expect(boxBetween({ x: 300, y: 200 }, { x: 100, y: 80 }, PICTURE)).toEqual(box);
  expect(boxBetween({ x: 300, y: 80 }, { x: 100, y: 200 }, PICTURE)).toEqual(box);
});

it("a box ends at the edge of the picture", () => {
  expect(boxBetween({ x: -50, y: -5 }, { x: 900, y: 900 }, PICTURE)).toEqual([0, 0, 640, 480]);
});

it("a slip of the hand is no box", () => {
  expect(boxBetween({ x: 10, y: 10 }, { x: 12, y: 300 }, PICTURE)).toBeNull();
});
