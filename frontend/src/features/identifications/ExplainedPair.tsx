/** Two pictures side by side and why they were found alike: as points, as a heat map, or without either. */

import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../../api/problem";
import type { Asset, Box } from "../../api/types";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { Loading } from "../../components/Loading";
import { useProblemSentence } from "../../components/ProblemNotice";
import { useShortcuts } from "../../components/useShortcuts";
import { useServerWords } from "../../i18n/useServerWords";
import { WhatWasSeen } from "../annotations/WhatWasSeen";
import { useEncounterAssets } from "../assets/useAssets";
import styles from "./IdentificationPage.module.css";
import { MatchedPair, type PairSide } from "./MatchedPair";
import { MOST_LINES } from "./pairLayout";
import { type Comparison, isInTheMaking, useEvidence, useHeatMap } from "./useEvidence";

const NO_MATCHES: number[][] = [];
const VIEWS = ["points", "heatMap", "neither"] as const;
type View = (typeof VIEWS)[number];

/** One side, as a question or an answer names it. */
export interface ShownSide {
  annotation: string;
  asset: string | null;
  bbox: Box | null;
  encounter: string | null;
}

interface ExplainedPairProps {
  comparison: Comparison;
  query: ShownSide;
  candidate: ShownSide;
  /** What stands above each picture. */
  names: [ReactNode, ReactNode];
  /** What is said, and can be done, where nothing was kept of why they were found alike. */
  missing?: ReactNode;
}

export function ExplainedPair({
  comparison,
  query,
  candidate,
  names,
  missing,
}: ExplainedPairProps) {
  const { t } = useTranslation("identifications");
  const [view, setView] = useState<View>("points");
  const [whole, setWhole] = useState(false);
  useShortcuts({ h: () => setView(view === "heatMap" ? "points" : "heatMap") });
  const asked = { comparison, query: query.annotation, annotation: candidate.annotation };
  const evidence = useEvidence(asked);
  const heat = useHeatMap(asked, view === "heatMap");
  const encounters = [query.encounter, candidate.encounter].filter((id) => id !== null);
  const { items } = useEncounterAssets(encounters);
  const left = sideOf(items, query);
  const right = sideOf(items, candidate);
  const matches = evidence.data?.matches ?? NO_MATCHES;
  const isMissing =
    missing !== undefined && evidence.error instanceof ApiProblem && evidence.error.isMissing;
  return (
    <figure className={styles.pair}>
      <div className={styles.names}>
        <span>{names[0]}</span>
        <span>{names[1]}</span>
      </div>
      {left && right ? (
        <MatchedPair
          query={left}
          candidate={right}
          matches={view === "points" ? matches : NO_MATCHES}
          heat={view === "heatMap" ? heat.data : undefined}
          whole={whole}
        />
      ) : (
        <Loading />
      )}
      <WhatWasSeen annotation={annotationOf(items, query)} />
      <figcaption className={styles.tools}>
        <fieldset className={styles.views}>
          <legend className="visually-hidden">{t("view.label")}</legend>
          {VIEWS.map((each) => (
            <Button
              key={each}
              look={each === view ? "primary" : "secondary"}
              aria-pressed={each === view}
              onClick={() => setView(each)}
            >
              {t(`view.${each}`)}
            </Button>
          ))}
        </fieldset>
        <Checkbox label={t("wholePictures")} checked={whole} onChange={setWhole} />
        <span className={styles.keys} aria-live="polite">
          {isMissing ? missing : null}
          {view === "heatMap" && !isMissing ? <HeatText heat={heat} /> : null}
          {view === "heatMap" || isMissing ? null : <PointsText evidence={evidence} />}
        </span>
      </figcaption>
    </figure>
  );
}

function HeatText({ heat }: { heat: ReturnType<typeof useHeatMap> }) {
  const { t } = useTranslation("identifications");
  const sentenceOf = useProblemSentence();
  if (heat.error) {
    return <>{sentenceOf(heat.error)}</>;
  }
  if (!heat.data) {
    return <>{t("heat.making")}</>;
  }
  const isWarm = [heat.data.query, heat.data.candidate].some(({ values }) =>
    values.some((row) => row.some((value) => value > 0)),
  );
  return <>{isWarm ? t("heat.legend") : t("heat.nothing")}</>;
}

function PointsText({ evidence }: { evidence: ReturnType<typeof useEvidence> }) {
  const { t } = useTranslation("identifications");
  const { reason } = useServerWords();
  const sentenceOf = useProblemSentence();
  if (evidence.error) {
    return <>{sentenceOf(evidence.error)}</>;
  }
  if (!evidence.data) {
    return <>{isInTheMaking(evidence.failureReason) ? t("pointsMaking") : null}</>;
  }
  const note = evidence.data.note ? reason(evidence.data.note) : null;
  const matches = evidence.data.matches.length;
  if (matches === 0) {
    return <>{note ?? t("asAWhole")}</>;
  }
  return (
    <>
      {matches > MOST_LINES
        ? t("strongest", { count: MOST_LINES, total: matches })
        : t("points", { count: matches })}
      {note ? `. ${note}` : null}
    </>
  );
}

function annotationOf(assets: Asset[] | undefined, { annotation }: ShownSide) {
  return assets?.flatMap((each) => each.annotations).find(({ id }) => id === annotation);
}

/** The asset and box of one side; undefined until its asset is known. */
function sideOf(
  assets: Asset[] | undefined,
  { annotation, asset, bbox }: ShownSide,
): PairSide | undefined {
  const found = assets?.find((each) =>
    asset ? each.id === asset : each.annotations.some(({ id }) => id === annotation),
  );
  const box = bbox ?? found?.annotations.find(({ id }) => id === annotation)?.bbox;
  return found && box ? { asset: found, bbox: box } : undefined;
}
