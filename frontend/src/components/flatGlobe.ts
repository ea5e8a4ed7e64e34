/** How does a country that crosses the 180th meridian lie on a flat map? In one piece, and once at each edge. */

import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from "geojson";

const TURN = 360;
const HALF_TURN = 180;
const SOUTH_POLE = -90;

/** The ring without jumps from one edge of the map to the other; one around the pole is closed along the map's foot. */
export function unrolled(ring: Position[]): Position[] {
  let turns = 0;
  let before = ring[0]?.[0] ?? 0;
  const points = ring.map(([longitude = 0, latitude = 0]): Position => {
    const step = longitude - before;
    if (step > HALF_TURN) {
      turns -= TURN;
    } else if (step < -HALF_TURN) {
      turns += TURN;
    }
    before = longitude;
    return [longitude + turns, latitude];
  });
  const [first] = points;
  if (turns === 0 || !first) {
    return points;
  }
  const [start = 0] = first;
  return [...points, [start + turns, SOUTH_POLE], [start, SOUTH_POLE], first];
}

function shifted(rings: Position[][], by: number): Position[][] {
  return rings.map((ring) =>
    ring.map(([longitude = 0, latitude = 0]) => [longitude + by, latitude]),
  );
}

/** The polygon in one piece, with a copy at the other edge where it reaches beyond the map. */
function onFlatMap(rings: Position[][]): Position[][][] {
  const whole = rings.map(unrolled);
  const longitudes = whole.flat().map(([longitude = 0]) => longitude);
  const pieces = [whole];
  if (longitudes.some((longitude) => longitude > HALF_TURN)) {
    pieces.push(shifted(whole, -TURN));
  }
  if (longitudes.some((longitude) => longitude < -HALF_TURN)) {
    pieces.push(shifted(whole, TURN));
  }
  return pieces;
}

function polygonsOf(geometry: Feature["geometry"]): Position[][][] {
  switch (geometry?.type) {
    case "Polygon":
      return [(geometry as Polygon).coordinates];
    case "MultiPolygon":
      return (geometry as MultiPolygon).coordinates;
    default:
      return [];
  }
}

/** All countries as they are to be drawn on a flat map. */
export function flattened(countries: FeatureCollection): FeatureCollection<MultiPolygon> {
  return {
    type: "FeatureCollection",
    features: countries.features.map(({ properties, geometry }) => ({
      type: "Feature",
      properties,
      geometry: {
        type: "MultiPolygon",
        coordinates: polygonsOf(geometry).flatMap(onFlatMap),
      },
    })),
  };
}
