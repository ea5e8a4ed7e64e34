/** What to compare next, and what follows from the answers so far. */

import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import type { Curation } from "../../api/types";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { EmptyState } from "../../components/EmptyState";
import { Loading } from "../../components/Loading";
import { Notice } from "../../components/Notice";
import { Page } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { Progress } from "../../components/Progress";
import { useServerWords } from "../../i18n/useServerWords";
import { useSpeciesName } from "../species/useSpecies";
import { Comparisons } from "./Comparisons";
import styles from "./Curations.module.css";
import { Proposals } from "./Proposals";
import { useCuration, useCurationJob, useRenew, useStartCuration } from "./useCurations";

/** An algorithm that says from the first day what its scores are worth. */
const USUAL = "hotspotter";

export function CurationPage() {
  const { id = "" } = useParams();
  const { data, error, refetch } = useCuration(id);
  if (!data) {
    return error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Loading />;
  }
  return <CurationView curation={data} />;
}

function CurationView({ curation }: { curation: Curation }) {
  const { t } = useTranslation("curations");
  const speciesName = useSpeciesName();
  const { phrase } = useServerWords();
  const { species, state, reason, encounters, animals, open, unlikely, for_others } = curation;
  const isEmpty = state === "done" && encounters === 0;
  return (
    <Page title={speciesName(species)} above={<Link to="/curations">{t("title")}</Link>}>
      {state === "queued" || state === "running" ? <Waiting curation={curation} /> : null}
      {state === "failed" ? (
        <Failed curation={curation} />
      ) : isEmpty ? (
        <EmptyState title={t("nothingTitle")}>{reason ? phrase(reason) : null}</EmptyState>
      ) : reason ? (
        <Notice tone="attention">{phrase(reason)}</Notice>
      ) : null}
      {state === "done" && !isEmpty ? (
        <>
          {encounters ? (
            <p className={styles.lead} aria-live="polite">
              {t("encounters", { count: encounters })} {t("animals", { count: animals ?? 0 })}{" "}
              {t("open", { count: open ?? 0 })}{" "}
              {unlikely ? t("unlikely", { count: unlikely }) : null}{" "}
              {for_others?.open ? t("forOthers", { count: for_others.open }) : null}
            </p>
          ) : null}
          {open === 0 && unlikely ? <Notice>{t("onlyUnlikely")}</Notice> : null}
          <Comparisons curation={curation} />
          <Proposals curation={curation} />
        </>
      ) : null}
    </Page>
  );
}

/** Why it failed, and the ways on: once more, or by an algorithm of which is known what its scores are worth. */
function Failed({ curation: { id, species, algorithm, reason } }: { curation: Curation }) {
  const { t } = useTranslation("curations");
  const { phrase } = useServerWords();
  const navigate = useNavigate();
  const renew = useRenew(id);
  const start = useStartCuration();
  const error = renew.error ?? start.error;
  return (
    <EmptyState
      title={t("failedTitle")}
      action={
        <div className={styles.waysOn}>
          {error ? <ProblemNotice error={error} /> : null}
          {algorithm.name === USUAL ? null : (
            <Button
              look="primary"
              busy={start.isPending}
              onClick={() =>
                start.mutate(
                  { species, algorithm: { name: USUAL, parameters: {} } },
                  { onSuccess: (begun) => navigate(`/curations/${begun.id}`) },
                )
              }
            >
              {t("withHotspotter")}
            </Button>
          )}
          <Button busy={renew.isPending} onClick={() => renew.mutate()}>
            {t("again")}
          </Button>
        </div>
      }
    >
      {reason ? phrase(reason) : null}
    </EmptyState>
  );
}

function Waiting({ curation }: { curation: Curation }) {
  const { t } = useTranslation("curations");
  const { data } = useCurationJob(curation.job, true);
  return (
    <Card>
      <p aria-live="polite">{t("waiting")}</p>
      <Progress
        label={t("waiting")}
        done={data?.progress.done ?? 0}
        total={data?.progress.total ?? null}
      />
    </Card>
  );
}
