/** What was asked about, a picture or several as one: the candidates, the pair side by side, and the decision. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Identification } from "../../api/types";
import { Button } from "../../components/Button";
import { type Shortcuts, useShortcuts } from "../../components/useShortcuts";
import type { PermissionAnswers } from "../permissions/usePermissions";
import { CandidateList } from "./CandidateList";
import { DecisionCard } from "./DecisionCard";
import { ExplainedPair } from "./ExplainedPair";
import styles from "./IdentificationPage.module.css";
import { NewAnimalHint } from "./NewAnimalHint";
import { Nobody } from "./Nobody";
import { decidedIn, type View } from "./views";

interface QueryViewProps {
  identification: Identification;
  view: View;
  permissions: PermissionAnswers;
  /** Whether somebody went on to it from what they decided before. */
  isLedTo: boolean;
}

export function QueryView({ identification, view, permissions, isLedTo }: QueryViewProps) {
  const { t } = useTranslation("identifications");
  const [wanted, setChosen] = useState(0);
  const { candidates, queries } = view;
  // There are fewer once somebody has refused some of them.
  const chosen = Math.max(0, Math.min(wanted, candidates.length - 1));
  const candidate = candidates[chosen];
  const query = queries.find(({ annotation }) => annotation === candidate?.query) ?? queries[0];
  const go = (step: number) =>
    setChosen((before) => {
      const last = candidates.length - 1;
      return Math.max(0, Math.min(last, Math.min(last, before) + step));
    });
  const steps: Shortcuts = {};
  steps.ArrowLeft = () => go(-1);
  steps.ArrowRight = () => go(1);
  useShortcuts(steps);

  const decision = (
    <DecisionCard
      identification={identification}
      query={decidedIn(view) ?? query}
      candidate={candidate}
      together={queries.length > 1}
      permissions={permissions}
      isLedTo={isLedTo}
    />
  );
  if (!candidate) {
    return (
      <>
        <Nobody query={query} />
        {decision}
      </>
    );
  }
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        {!identification.encounter && query?.encounter ? (
          <p>
            <Link to={`/encounters/${query.encounter}`}>{t("itsEncounter")}</Link>
          </p>
        ) : null}
        {queries.length > 1 ? <p className={styles.note}>{t("togetherNote")}</p> : null}
        <NewAnimalHint probability={view.probabilityNew} calibration={query.calibration} />
        <ExplainedPair
          comparison={{ noun: "identifications", id: identification.id }}
          query={query}
          candidate={candidate}
          names={[t("queryPicture"), candidate.individual?.name ?? t("candidatePicture")]}
        />
        <div className={styles.steps}>
          <Button disabled={chosen === 0} onClick={() => go(-1)}>
            ← {t("previous")}
          </Button>
          <span className={styles.keys}>{t("keys")}</span>
          <Button disabled={chosen === candidates.length - 1} onClick={() => go(1)}>
            {t("next")} →
          </Button>
        </div>
        {decision}
      </div>
      <CandidateList candidates={candidates} chosen={chosen} onChoose={setChosen} />
    </div>
  );
}
