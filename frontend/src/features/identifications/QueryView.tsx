/** One picture to identify: its candidates, the pair side by side, and the decision. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset, CandidateIndividual, Identification, Query } from "../../api/types";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { EmptyState } from "../../components/EmptyState";
import { Loading } from "../../components/Loading";
import { type Shortcuts, useShortcuts } from "../../components/useShortcuts";
import { useServerWords } from "../../i18n/useServerWords";
import { WhatWasSeen } from "../annotations/WhatWasSeen";
import { useEncounterAssets } from "../assets/useAssets";
import type { PermissionAnswers } from "../permissions/usePermissions";
import { CandidateList } from "./CandidateList";
import { DecisionCard } from "./DecisionCard";
import styles from "./IdentificationPage.module.css";
import { MatchedPair, type PairSide } from "./MatchedPair";
import { NewAnimalHint } from "./NewAnimalHint";
import { MOST_LINES } from "./pairLayout";
import { useEvidence } from "./useIdentifications";

const NO_MATCHES: number[][] = [];

interface QueryViewProps {
  identification: Identification;
  query: Query;
  permissions: PermissionAnswers;
}

export function QueryView({ identification, query, permissions }: QueryViewProps) {
  const { t } = useTranslation("identifications");
  const { reason } = useServerWords();
  const [chosen, setChosen] = useState(0);
  const { individuals } = query;
  const candidate = individuals[chosen];
  const go = (step: number) =>
    setChosen((before) => Math.max(0, Math.min(individuals.length - 1, before + step)));
  const steps: Shortcuts = {};
  steps.ArrowLeft = () => go(-1);
  steps.ArrowRight = () => go(1);
  useShortcuts(steps);

  const decision = (
    <DecisionCard
      identification={identification}
      query={query}
      candidate={candidate}
      permissions={permissions}
    />
  );
  if (!candidate) {
    return (
      <>
        <EmptyState title={t("noneTitle")}>
          {query.reason ? reason(query.reason) : t("noneText")}
        </EmptyState>
        {decision}
      </>
    );
  }
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        <NewAnimalHint query={query} />
        <Pair identification={identification} query={query} candidate={candidate} />
        <div className={styles.steps}>
          <Button disabled={chosen === 0} onClick={() => go(-1)}>
            ← {t("previous")}
          </Button>
          <span className={styles.keys}>{t("keys")}</span>
          <Button disabled={chosen === individuals.length - 1} onClick={() => go(1)}>
            {t("next")} →
          </Button>
        </div>
        {decision}
      </div>
      <CandidateList candidates={individuals} chosen={chosen} onChoose={setChosen} />
    </div>
  );
}

interface PairProps {
  identification: Identification;
  query: Query;
  candidate: CandidateIndividual;
}

function Pair({ identification, query, candidate }: PairProps) {
  const { t } = useTranslation("identifications");
  const [showLines, setShowLines] = useState(true);
  const [whole, setWhole] = useState(false);
  const evidence = useEvidence(identification.id, query.annotation, candidate.annotation);
  const encounters = [identification.encounter, candidate.encounter].filter(
    (id) => id !== null && id !== undefined,
  );
  const { items } = useEncounterAssets(encounters);
  const left = side(items, query);
  const right = side(items, candidate);
  const matches = evidence.data?.matches ?? NO_MATCHES;
  return (
    <figure className={styles.pair}>
      <div className={styles.names}>
        <span>{t("queryPicture")}</span>
        <span>{candidate.individual?.name ?? t("candidatePicture")}</span>
      </div>
      {left && right ? (
        <MatchedPair
          query={left}
          candidate={right}
          matches={matches}
          showLines={showLines}
          whole={whole}
        />
      ) : (
        <Loading />
      )}
      <WhatWasSeen annotation={annotationOf(items, query)} />
      <figcaption className={styles.tools}>
        <Checkbox label={t("showLines")} checked={showLines} onChange={setShowLines} />
        <Checkbox label={t("wholePictures")} checked={whole} onChange={setWhole} />
        <span className={styles.keys} aria-live="polite">
          {evidence.isLoading ? "" : <PointsText matches={matches.length} />}
        </span>
      </figcaption>
    </figure>
  );
}

function PointsText({ matches }: { matches: number }) {
  const { t } = useTranslation("identifications");
  if (matches === 0) {
    return <>{t("noEvidence")}</>;
  }
  return (
    <>
      {matches > MOST_LINES
        ? t("strongest", { count: MOST_LINES, total: matches })
        : t("points", { count: matches })}
    </>
  );
}

type Shown = Pick<Query, "annotation" | "asset" | "bbox">;

function annotationOf(assets: Asset[] | undefined, { annotation }: Query) {
  return assets?.flatMap((each) => each.annotations).find(({ id }) => id === annotation);
}

/** The asset and box of one side; undefined until its asset is known. */
function side(
  assets: Asset[] | undefined,
  { annotation, asset, bbox }: Shown,
): PairSide | undefined {
  const found = assets?.find((each) =>
    asset ? each.id === asset : each.annotations.some(({ id }) => id === annotation),
  );
  const box = bbox ?? found?.annotations.find(({ id }) => id === annotation)?.bbox;
  return found && box ? { asset: found, bbox: box } : undefined;
}
