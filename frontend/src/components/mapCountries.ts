/** Where do land and borders lie? Natural Earth's countries at 1:50 million, loaded once a map is shown. */

import type { FeatureCollection } from "geojson";
import L from "leaflet";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import atlasUrl from "world-atlas/countries-50m.json?url";
import { flattened } from "./flatGlobe";

type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;

let countries: Promise<FeatureCollection> | null = null;

async function load(): Promise<FeatureCollection> {
  const response = await fetch(atlasUrl);
  const atlas: Atlas = await response.json();
  return flattened(feature(atlas, atlas.objects.countries));
}

/** Draws the countries below everything else; a map without them still shows and takes places. */
export async function addCountries(map: L.Map): Promise<void> {
  countries ??= load();
  try {
    const shapes = await countries;
    const colours = getComputedStyle(map.getContainer());
    L.geoJSON(shapes, {
      interactive: false,
      renderer: L.canvas({ padding: 0.5 }),
      style: {
        weight: 0.8,
        color: colours.getPropertyValue("--map-border"),
        fillColor: colours.getPropertyValue("--map-land"),
        fillOpacity: 1,
      },
    } as L.GeoJSONOptions).addTo(map);
  } catch {
    countries = null; // asked for again by the next map
  }
}
