/** Where everybody arrives: what there is, and what to do next. */

import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client";
import type { Statistics } from "../../api/types";
import { ButtonLink } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Page, Section } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { EncounterGrid } from "../encounters/EncounterGrid";
import { useEncounters } from "../encounters/useEncounters";
import styles from "./HomePage.module.css";
import { NextSteps } from "./NextSteps";

const RECENT = 8;

export function HomePage() {
  const { t } = useTranslation("home");
  const { data, error, refetch } = useQuery({
    queryKey: ["statistics"],
    queryFn: () => answer(api.GET("/statistics")),
  });
  const isEmpty = data?.encounters === 0 && data.sightings === 0;
  return (
    <Page
      title={t("title")}
      actions={
        <ButtonLink look="primary" to="/report">
          {t("report")}
        </ButtonLink>
      }
    >
      <p className={styles.lead}>{t("lead")}</p>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {isEmpty ? (
        <EmptyState
          title={t("emptyTitle")}
          action={
            <ButtonLink look="primary" to="/report">
              {t("report")}
            </ButtonLink>
          }
        >
          {t("emptyText")}
        </EmptyState>
      ) : null}
      {data && !isEmpty ? <Counts statistics={data} /> : null}
      <NextSteps statistics={data} />
      {data && !isEmpty ? <Recent /> : null}
    </Page>
  );
}

const COUNTS = ["sightings", "encounters", "individuals"] as const;

function Counts({ statistics }: { statistics: Statistics }) {
  const { t, i18n } = useTranslation("home");
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <dl className={styles.counts}>
      {COUNTS.map((name) => (
        <div key={name} className={styles.count}>
          <dt>{t(`counts.${name}`)}</dt>
          <dd>{number.format(statistics[name])}</dd>
        </div>
      ))}
    </dl>
  );
}

function Recent() {
  const { t } = useTranslation("home");
  const { items } = useEncounters({ sort: "-created_at" }, RECENT);
  return items.length === 0 ? null : (
    <Section title={t("recent")}>
      <EncounterGrid encounters={items} />
    </Section>
  );
}
