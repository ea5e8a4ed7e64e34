/** Which box did a person draw? Kept within the picture, in whole pixels of the upright original. */

import type { Box } from "../../api/types";

export interface Point {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

/** A box smaller than this is a slip of the hand, not an animal. */
const SMALLEST = 8;

function within(value: number, end: number): number {
  return Math.round(Math.max(0, Math.min(end, value)));
}

/** The box between two corners in any order; null where it is too small to mean anything. */
export function boxBetween(from: Point, to: Point, picture: Size): Box | null {
  const [x1, x2] = [within(from.x, picture.width), within(to.x, picture.width)].sort(
    (a, b) => a - b,
  );
  const [y1, y2] = [within(from.y, picture.height), within(to.y, picture.height)].sort(
    (a, b) => a - b,
  );
  const [left = 0, right = 0, top = 0, bottom = 0] = [x1, x2, y1, y2];
  const box = [left, top, right - left, bottom - top];
  return right - left < SMALLEST || bottom - top < SMALLEST ? null : box;
}
