import type { FeatureCollection } from "geojson";
import { describe, expect, it } from "vitest";
import { flattened, unrolled } from "./flatGlobe";

function country(ring: number[][]): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: [
      { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } },
    ],
  };
}

describe("a country on the flat map", () => {
  it("stays as it is away from the 180th meridian", () => {
    const ring = [
      [10, 0],
      [20, 0],
      [20, 10],
      [10, 0],
    ];
    expect(flattened(country(ring)).features[0]?.geometry.coordinates).toEqual([[ring]]);
  });

  it("keeps in one piece across the 180th meridian, and shows at both edges", () => {
    const drawn = flattened(
      country([
        [178, -17],
        [-179, -17],
        [-179, -16],
        [178, -16],
        [178, -17],
      ]),
    );
    expect(drawn.features[0]?.geometry.coordinates).toEqual([
      [
        [
          [178, -17],
          [181, -17],
          [181, -16],
          [178, -16],
          [178, -17],
        ],
      ],
      [
        [
          [-182, -17],
          [-179, -17],
          [-179, -16],
          [-182, -16],
          [-182, -17],
        ],
      ],
    ]);
  });

  it("around the pole is closed along the foot of the map", () => {
    const points = unrolled([
      [-170, -70],
      [-50, -75],
      [70, -70],
      [170, -72],
      [-170, -70],
    ]);
    expect(points.at(-1)).toEqual([-170, -70]);
    expect(points).toContainEqual([190, -90]);
    expect(points).toContainEqual([-170, -90]);
  });
});
