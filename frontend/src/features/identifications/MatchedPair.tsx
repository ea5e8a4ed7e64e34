/** Two pictures side by side, with the points that match as linked lines over both, or a heat map over each. */

import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset, Box, HeatMapSide, HeatMap as HeatMaps } from "../../api/types";
import { classes } from "../../components/classes";
import { pictureUrl } from "../assets/useAssets";
import { HeatMap } from "./HeatMap";
import styles from "./MatchedPair.module.css";
import {
  linesOf,
  type MatchLine,
  type PlacedPicture,
  placePair,
  type Region,
  regionAround,
} from "./pairLayout";

export interface PairSide {
  asset: Asset;
  bbox: Box;
}

interface MatchedPairProps {
  query: PairSide;
  candidate: PairSide;
  matches: number[][];
  /** Which parts counted, to be shown over the pictures. */
  heat?: HeatMaps | undefined;
  /** The whole pictures instead of only the animals. */
  whole: boolean;
}

/** Narrower than this the pictures lie one above the other. */
const STACKED_BELOW_PIXELS = 640;

export function MatchedPair({ query, candidate, matches, heat, whole }: MatchedPairProps) {
  const { t } = useTranslation("identifications");
  const [box, isStacked] = useIsNarrow();
  const layout = useMemo(
    () => placePair(regionOf(query, whole), regionOf(candidate, whole), isStacked),
    [query, candidate, whole, isStacked],
  );
  const lines = useMemo(() => linesOf(matches, layout), [matches, layout]);
  return (
    <div ref={box} className={styles.pair}>
      <svg
        className={styles.drawing}
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        role="img"
        aria-label={heat ? t("heat.pairLabel") : t("pairLabel")}
      >
        <PictureIn side={query} placed={layout.query} heat={heat?.query} />
        <PictureIn side={candidate} placed={layout.candidate} heat={heat?.candidate} />
        <Lines lines={lines} />
      </svg>
    </div>
  );
}

function regionOf({ asset, bbox }: PairSide, whole: boolean): Region {
  const size = { width: asset.width ?? 1, height: asset.height ?? 1 };
  return whole ? { x: 0, y: 0, ...size } : regionAround(bbox, size);
}

interface PictureInProps {
  side: PairSide;
  placed: PlacedPicture;
  heat: HeatMapSide | undefined;
}

function PictureIn({ side, placed, heat }: PictureInProps) {
  const { region, frame } = placed;
  return (
    <svg {...frame} viewBox={`${region.x} ${region.y} ${region.width} ${region.height}`}>
      <title>{side.asset.name}</title>
      <image
        href={pictureUrl(side.asset.id, "large")}
        width={side.asset.width ?? undefined}
        height={side.asset.height ?? undefined}
        preserveAspectRatio="none"
      />
      {heat ? <HeatMap map={heat} /> : null}
    </svg>
  );
}

function Lines({ lines }: { lines: MatchLine[] }) {
  const [active, setActive] = useState<string | null>(null);
  return (
    <g className={classes(styles.lines, active !== null && styles.dimmed)}>
      {lines.map(({ key, from, to, strength }) => (
        <g
          key={key}
          className={classes(styles.match, key === active && styles.active)}
          style={{
            opacity: active === null || key === active ? 0.45 + 0.55 * strength : undefined,
          }}
          onPointerEnter={() => setActive(key)}
          onPointerLeave={() => setActive(null)}
        >
          <line className={styles.reach} x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
          <line className={styles.halo} x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
          <line className={styles.line} x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
          <circle className={styles.point} cx={from.x} cy={from.y} r={5} />
          <circle className={styles.point} cx={to.x} cy={to.y} r={5} />
        </g>
      ))}
    </g>
  );
}

function useIsNarrow() {
  const box = useRef<HTMLDivElement>(null);
  const [isNarrow, setIsNarrow] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element || typeof ResizeObserver === "undefined") {
      return;
    }
    const observer = new ResizeObserver(([entry]) => {
      setIsNarrow((entry?.contentRect.width ?? STACKED_BELOW_PIXELS) < STACKED_BELOW_PIXELS);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, isNarrow] as const;
}
