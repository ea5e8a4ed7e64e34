/** Where do the two pictures of a pair lie on the screen, and where in them a matching point? */

import type { Box } from "../../api/types";

export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A part of an original, and the rectangle of the drawing that shows it. */
export interface PlacedPicture {
  /** In pixels of the upright original. */
  region: Region;
  /** In units of the drawing. */
  frame: Region;
}

export interface PairLayout {
  width: number;
  height: number;
  query: PlacedPicture;
  candidate: PlacedPicture;
}

/** Around the animal a little of its surroundings stays in view, as a share of the box's longer side. */
const MARGIN = 0.06;
/** Sides of the drawing in its own units; the screen scales it. */
const HEIGHT = 600;
const WIDTH = 600;
const GAP = 12;
/** A stacked picture is at most this tall for its width, so that both stay on a phone's screen. */
const TALLEST_STACKED = 0.85;

/** The box with its margin, within the picture. */
export function regionAround(
  [x = 0, y = 0, width = 1, height = 1]: Box,
  picture: { width: number; height: number },
): Region {
  const margin = MARGIN * Math.max(width, height);
  const left = Math.max(0, x - margin);
  const top = Math.max(0, y - margin);
  return {
    x: left,
    y: top,
    width: Math.min(picture.width, x + width + margin) - left,
    height: Math.min(picture.height, y + height + margin) - top,
  };
}

/** Both pictures at the same height side by side, or at the same width one above the other. */
export function placePair(query: Region, candidate: Region, stacked: boolean): PairLayout {
  if (stacked) {
    const first = placeAtWidth(query, 0, 0);
    const second = placeAtWidth(candidate, 0, first.height + GAP);
    return {
      width: WIDTH,
      height: second.y + second.height,
      query: { region: query, frame: first },
      candidate: { region: candidate, frame: second },
    };
  }
  const first = { x: 0, y: 0, height: HEIGHT, width: (query.width / query.height) * HEIGHT };
  const second = {
    x: first.width + GAP,
    y: 0,
    height: HEIGHT,
    width: (candidate.width / candidate.height) * HEIGHT,
  };
  return {
    width: second.x + second.width,
    height: HEIGHT,
    query: { region: query, frame: first },
    candidate: { region: candidate, frame: second },
  };
}

function placeAtWidth(region: Region, x: number, y: number): Region {
  const height = (region.height / region.width) * WIDTH;
  const tallest = WIDTH * TALLEST_STACKED;
  if (height <= tallest) {
    return { x, y, width: WIDTH, height };
  }
  const width = (region.width / region.height) * tallest;
  return { x: x + (WIDTH - width) / 2, y, width, height: tallest };
}

/** Where a point of an original lies in the drawing. */
export function pointIn(
  { region, frame }: PlacedPicture,
  x: number,
  y: number,
): { x: number; y: number } {
  return {
    x: frame.x + ((x - region.x) / region.width) * frame.width,
    y: frame.y + ((y - region.y) / region.height) * frame.height,
  };
}

export interface MatchLine {
  key: string;
  from: { x: number; y: number };
  to: { x: number; y: number };
  /** Strength against the strongest line, above 0 up to 1. */
  strength: number;
}

/** More lines than this hide the animal. */
export const MOST_LINES = 60;

/** The strongest matches as lines of the drawing, the strongest last so that it lies on top. */
export function linesOf(matches: number[][], layout: PairLayout): MatchLine[] {
  const weightOf = (match: number[]) => match[4] ?? 0;
  const strongest = [...matches].sort((a, b) => weightOf(b) - weightOf(a)).slice(0, MOST_LINES);
  const most = Math.max(...strongest.map(weightOf), Number.MIN_VALUE);
  return strongest
    .map((match) => {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = match;
      return {
        key: match.join(" "),
        from: pointIn(layout.query, x1, y1),
        to: pointIn(layout.candidate, x2, y2),
        strength: Math.max(0.05, weightOf(match) / most),
      };
    })
    .reverse();
}
