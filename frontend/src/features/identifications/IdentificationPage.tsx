import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import type { Identification } from "../../api/types";
import { Badge, type Tone } from "../../components/Badge";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { EmptyState } from "../../components/EmptyState";
import { Loading } from "../../components/Loading";
import { Page } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { Progress } from "../../components/Progress";
import { useServerWords } from "../../i18n/useServerWords";
import { usePermissions } from "../permissions/usePermissions";
import { useSpeciesName } from "../species/useSpecies";
import styles from "./IdentificationPage.module.css";
import { QueryView } from "./QueryView";
import { isRunning, useIdentification, useStartIdentification } from "./useIdentifications";

const TONES: Record<Identification["state"], Tone> = {
  queued: "neutral",
  running: "accent",
  done: "good",
  failed: "bad",
};

export function IdentificationPage() {
  const { id = "" } = useParams();
  const { data, error, refetch } = useIdentification(id);
  if (!data) {
    return error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Loading />;
  }
  return <IdentificationView identification={data} />;
}

function IdentificationView({ identification }: { identification: Identification }) {
  const { t } = useTranslation("identifications");
  const speciesName = useSpeciesName();
  const { encounter, species, state } = identification;
  return (
    <Page
      title={t("title")}
      above={
        encounter ? (
          <Link to={`/encounters/${encounter}`}>{t("toEncounter")}</Link>
        ) : (
          speciesName(species)
        )
      }
      beside={<Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>}
    >
      {isRunning(identification) ? (
        <Card>
          <p aria-live="polite">{t("waiting")}</p>
          <Progress label={t("waiting")} done={0} total={null} />
        </Card>
      ) : null}
      {state === "failed" ? <Failed identification={identification} /> : null}
      {state === "done" ? <Results identification={identification} /> : null}
    </Page>
  );
}

function Failed({ identification: { encounter, reason } }: { identification: Identification }) {
  const { t } = useTranslation("identifications");
  const { reason: sayWhy } = useServerWords();
  const navigate = useNavigate();
  const start = useStartIdentification();
  return (
    <EmptyState
      title={t("failedTitle")}
      action={
        encounter ? (
          <Button
            look="primary"
            busy={start.isPending}
            onClick={() =>
              start.mutate(encounter, { onSuccess: ({ id }) => navigate(`/identifications/${id}`) })
            }
          >
            {t("again")}
          </Button>
        ) : null
      }
    >
      {reason ? sayWhy(reason) : null}
    </EmptyState>
  );
}

function Results({ identification }: { identification: Identification }) {
  const { t } = useTranslation("identifications");
  const [chosen, setChosen] = useState(0);
  const { queries, algorithm, match_set, encounter } = identification;
  const permissions = usePermissions(encounter ? { kind: "encounter", id: encounter } : undefined);
  const query = queries[chosen];
  const by = [algorithm.name, algorithm.version].filter(Boolean).join(" ");
  return (
    <>
      <p className={styles.note}>
        {match_set ? t("compared", { count: match_set.size, algorithm: by }) : null}{" "}
        {t("scoreNote")}
      </p>
      {queries.length > 1 ? (
        <fieldset className={styles.queries}>
          <legend className="visually-hidden">{t("pictures")}</legend>
          {queries.map((each, index) => (
            <Button
              key={each.annotation}
              look={index === chosen ? "primary" : "secondary"}
              aria-pressed={index === chosen}
              onClick={() => setChosen(index)}
            >
              {t("picture", { number: index + 1, total: queries.length })} ·{" "}
              {each.comparable || each.review !== "unreviewed"
                ? t(`review.${each.review}`)
                : t("notComparable")}
            </Button>
          ))}
        </fieldset>
      ) : null}
      {query ? (
        <QueryView
          key={query.annotation}
          identification={identification}
          query={query}
          permissions={permissions}
        />
      ) : null}
    </>
  );
}
