/** Begins to put the catalogue of a species in order, or goes on with it. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { Badge } from "../../components/Badge";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { EmptyState } from "../../components/EmptyState";
import { Notice } from "../../components/Notice";
import { Page, Section } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { SignInFirst } from "../accounts/SignInFirst";
import { useSession } from "../accounts/session";
import { usePermissions } from "../permissions/usePermissions";
import { SpeciesPicker } from "../species/SpeciesPicker";
import { useSpeciesName } from "../species/useSpecies";
import { formatMoment } from "../time/formatTime";
import styles from "./Curations.module.css";
import { useCurations, useStartCuration } from "./useCurations";

export function CurationsPage() {
  const { t } = useTranslation("curations");
  const { user } = useSession();
  const permissions = usePermissions();
  const why = permissions.whyNot("identify");
  return (
    <Page title={t("title")} above={<Link to="/individuals">{t("toIndividuals")}</Link>}>
      <p className={styles.lead}>{t("lead")}</p>
      {user === null ? <SignInFirst title={t("signInTitle")} /> : null}
      {user && why ? <Notice>{why}</Notice> : null}
      {permissions.may("identify") ? (
        <>
          <Begin />
          <Begun />
        </>
      ) : null}
    </Page>
  );
}

function Begin() {
  const { t } = useTranslation("curations");
  const [species, setSpecies] = useState("");
  const navigate = useNavigate();
  const start = useStartCuration();
  return (
    <Card>
      <SpeciesPicker value={species} onChange={setSpecies} none={t("chooseSpecies")} />
      {start.error ? <ProblemNotice error={start.error} /> : null}
      <Button
        look="primary"
        disabled={!species}
        busy={start.isPending}
        onClick={() =>
          start.mutate({ species }, { onSuccess: ({ id }) => navigate(`/curations/${id}`) })
        }
      >
        {t("begin")}
      </Button>
    </Card>
  );
}

function Begun() {
  const { t, i18n } = useTranslation("curations");
  const { user } = useSession();
  const speciesName = useSpeciesName();
  const { data, error, refetch } = useCurations(true);
  if (error) {
    return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  if (data && data.items.length === 0) {
    return <EmptyState title={t("noneTitle")}>{t("noneText")}</EmptyState>;
  }
  return (
    <Section title={t("begun")}>
      <ul className={styles.list}>
        {(data?.items ?? []).map(({ id, species, state, open, created_at, owner, owner_name }) => (
          <li key={id}>
            <Link to={`/curations/${id}`}>
              {speciesName(species)}, {formatMoment(created_at, i18n.language)}
            </Link>{" "}
            <Badge tone={state === "failed" ? "bad" : open ? "attention" : "neutral"}>
              {state === "done" ? t("open", { count: open ?? 0 }) : t(`state.${state}`)}
            </Badge>
            {owner === user?.id ? null : (
              <span className={styles.owner}>
                {" "}
                {owner_name ? t("by", { name: owner_name }) : t("bySomebody")}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
