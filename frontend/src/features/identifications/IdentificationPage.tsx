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
import { useShortcuts } from "../../components/useShortcuts";
import { useServerWords } from "../../i18n/useServerWords";
import { usePermissions } from "../permissions/usePermissions";
import { useSpeciesName } from "../species/useSpecies";
import styles from "./IdentificationPage.module.css";
import { QueryView } from "./QueryView";
import { isRunning, useIdentification, useStartIdentification } from "./useIdentifications";
import { nextUndecided, reviewOf, type View, viewsOf } from "./views";

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

function Failed({ identification: { queries, reason } }: { identification: Identification }) {
  const { t } = useTranslation("identifications");
  const { reason: sayWhy } = useServerWords();
  const navigate = useNavigate();
  const start = useStartIdentification();
  const annotations = queries.map(({ annotation }) => annotation);
  return (
    <EmptyState
      title={t("failedTitle")}
      action={
        <Button
          look="primary"
          busy={start.isPending}
          onClick={() =>
            start.mutate(
              { annotations },
              { onSuccess: ({ id }) => navigate(`/identifications/${id}`) },
            )
          }
        >
          {t("again")}
        </Button>
      }
    >
      {start.error ? <ProblemNotice error={start.error} /> : reason ? sayWhy(reason) : null}
    </EmptyState>
  );
}

function Results({ identification }: { identification: Identification }) {
  const { t } = useTranslation("identifications");
  const [{ chosen, isLedTo }, setShown] = useState({ chosen: 0, isLedTo: false });
  const { algorithm, match_set, encounter } = identification;
  const permissions = usePermissions(encounter ? { kind: "encounter", id: encounter } : undefined);
  const views = viewsOf(identification);
  const view = views[chosen];
  const next = view && reviewOf(view) !== "unreviewed" ? nextUndecided(views, chosen) : undefined;
  const goOn = () => {
    if (next !== undefined) {
      setShown({ chosen: next, isLedTo: true });
    }
  };
  useShortcuts({ n: goOn });
  const by = [algorithm.name, algorithm.version].filter(Boolean).join(" ");
  return (
    <>
      {views.some(({ candidates }) => candidates.length > 0) ? (
        <p className={styles.note}>
          {match_set ? t("compared", { count: match_set.size, algorithm: by }) : null}{" "}
          {t("scoreNote")}
        </p>
      ) : null}
      {views.length > 1 ? (
        <fieldset className={styles.queries}>
          <legend className="visually-hidden">{t("pictures")}</legend>
          {views.map((each, index) => (
            <Button
              key={each.key}
              look={index === chosen ? "primary" : "secondary"}
              aria-pressed={index === chosen}
              onClick={() => setShown({ chosen: index, isLedTo: false })}
            >
              <ViewName view={each} total={identification.queries.length} />
            </Button>
          ))}
        </fieldset>
      ) : null}
      {view ? (
        <QueryView
          key={view.key}
          identification={identification}
          view={view}
          permissions={permissions}
          isLedTo={isLedTo}
        />
      ) : null}
      {next === undefined ? null : (
        <Button look="primary" onClick={goOn}>
          {t("nextUndecided")} <kbd>N</kbd>
        </Button>
      )}
    </>
  );
}

function ViewName({ view, total }: { view: View; total: number }) {
  const { t, i18n } = useTranslation("identifications");
  const { queries, numbers } = view;
  const review = reviewOf(view);
  const isComparable = queries.some(({ comparable }) => comparable);
  const list = new Intl.ListFormat(i18n.language).format(numbers.map(String));
  const name =
    queries.length === 1
      ? t("picture", { number: list, total })
      : queries.length === total
        ? t("allTogether", { count: total })
        : t("someTogether", { numbers: list });
  return (
    <>
      {name} ·{" "}
      {isComparable || review !== "unreviewed" ? t(`review.${review}`) : t("notComparable")}
    </>
  );
}
