/** A map of the world that needs nothing from outside: coasts and borders are part of the app. */

import L from "leaflet";
import "leaflet/dist/leaflet.css";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "./classes";
import styles from "./Map.module.css";
import { addCountries } from "./mapCountries";

export interface Place {
  latitude: number;
  longitude: number;
}

export interface Marker extends Place {
  key: string;
  label: string;
}

interface MapProps {
  label: string;
  markers: Marker[];
  /** A person clicked a place. */
  onPick?: (place: Place) => void;
  onOpen?: (marker: Marker) => void;
  className?: string;
}

/** How near a single place is shown: about the size of a district, where the borders still give a hold. */
const ZOOM_OF_ONE_PLACE = 6;
const NEAREST_ZOOM = 12;
/** A little beyond the globe's edges, for animals that live on the 180th meridian. */
const WORLD: L.LatLngBoundsExpression = [
  [-85, -200],
  [85, 200],
];
const MARKER_RADIUS = 8;

export function WorldMap({ label, markers, onPick, onOpen, className }: MapProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<L.Map | null>(null);
  const handlers = useRef({ onPick, onOpen });
  useEffect(() => {
    handlers.current = { onPick, onOpen };
  });

  useEffect(() => {
    if (!box.current) {
      return;
    }
    const created = createMap(box.current, { in: t("map.zoomIn"), out: t("map.zoomOut") });
    map.current = created;
    created.on("click", ({ latlng }) => {
      const { lat, lng } = latlng.wrap();
      handlers.current.onPick?.({ latitude: lat, longitude: lng });
    });
    return () => {
      map.current = null;
      created.remove();
    };
  }, [t]);

  useEffect(() => {
    const current = map.current;
    if (!current) {
      return;
    }
    const layer = L.layerGroup(
      markers.map((marker) =>
        circle(marker, current)
          .on("click", () => handlers.current.onOpen?.(marker))
          .on("add", ({ target }) =>
            name(target.getElement(), marker, handlers.current.onOpen !== undefined),
          ),
      ),
    ).addTo(current);
    show(current, markers);
    return () => {
      layer.remove();
    };
  }, [markers]);

  return (
    <section
      ref={box}
      className={classes(styles.map, onPick && styles.pickable, className)}
      aria-label={label}
    />
  );
}

function createMap(box: HTMLElement, zoomTitles: { in: string; out: string }): L.Map {
  const map = L.map(box, {
    zoomControl: false,
    attributionControl: false,
    maxBounds: WORLD,
    maxBoundsViscosity: 1,
    maxZoom: NEAREST_ZOOM,
    minZoom: 1,
  }).setView([12, 12], 1);
  L.control.zoom({ zoomInTitle: zoomTitles.in, zoomOutTitle: zoomTitles.out }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.createPane("places").style.zIndex = "450";
  void addCountries(map);
  const resized = new ResizeObserver(() => map.invalidateSize());
  resized.observe(box);
  map.on("unload", () => resized.disconnect());
  return map;
}

function circle(marker: Marker, map: L.Map): L.CircleMarker {
  const colours = getComputedStyle(map.getContainer());
  return L.circleMarker([marker.latitude, marker.longitude], {
    pane: "places",
    radius: MARKER_RADIUS,
    weight: 3,
    color: colours.getPropertyValue("--marker-edge"),
    fillColor: colours.getPropertyValue("--marker"),
    fillOpacity: 1,
  }).bindTooltip(marker.label);
}

/** The keyboard comes to each circle: it hears what it is and, where it leads somewhere, goes there with Enter. */
function name(element: SVGElement | undefined, { label }: Marker, isLink: boolean): void {
  element?.setAttribute("role", isLink ? "link" : "img");
  element?.setAttribute("aria-label", label);
  element?.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") {
      element.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    }
  });
}

function show(map: L.Map, markers: Marker[]): void {
  const [only] = markers;
  if (!only) {
    return;
  }
  if (markers.length === 1) {
    const visible = map.getZoom() >= ZOOM_OF_ONE_PLACE;
    map.setView([only.latitude, only.longitude], visible ? map.getZoom() : ZOOM_OF_ONE_PLACE);
    return;
  }
  const bounds = L.latLngBounds(markers.map(({ latitude, longitude }) => [latitude, longitude]));
  map.fitBounds(bounds.pad(0.2), { maxZoom: ZOOM_OF_ONE_PLACE + 2 });
}
