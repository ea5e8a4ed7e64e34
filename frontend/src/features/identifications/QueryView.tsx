/** One picture to identify: its candidates, the pair side by side, and the decision. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Identification, Query } from "../../api/types";
import { Button } from "../../components/Button";
import { type Shortcuts, useShortcuts } from "../../components/useShortcuts";
import type { PermissionAnswers } from "../permissions/usePermissions";
import { CandidateList } from "./CandidateList";
import { DecisionCard } from "./DecisionCard";
import { ExplainedPair } from "./ExplainedPair";
import styles from "./IdentificationPage.module.css";
import { NewAnimalHint } from "./NewAnimalHint";
import { Nobody } from "./Nobody";

interface QueryViewProps {
  identification: Identification;
  query: Query;
  permissions: PermissionAnswers;
}

export function QueryView({ identification, query, permissions }: QueryViewProps) {
  const { t } = useTranslation("identifications");
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
        <Nobody query={query} />
        {decision}
      </>
    );
  }
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        <NewAnimalHint query={query} />
        <ExplainedPair
          comparison={{ noun: "identifications", id: identification.id }}
          query={{ ...query, encounter: identification.encounter }}
          candidate={candidate}
          names={[t("queryPicture"), candidate.individual?.name ?? t("candidatePicture")]}
        />
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
