import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import type { Encounter, Individual } from "../../api/types";
import { Card } from "../../components/Card";
import { Facts } from "../../components/Facts";
import { Loading } from "../../components/Loading";
import { type Marker, WorldMap } from "../../components/Map";
import { Notice } from "../../components/Notice";
import { Page, Section } from "../../components/Page";
import { PagedList } from "../../components/PagedList";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useCustomFacts } from "../custom_fields/useCustomFacts";
import { EncounterGrid } from "../encounters/EncounterGrid";
import pageStyles from "../encounters/EncounterPage.module.css";
import { socialUnits } from "../encounters/toldText";
import { useEncounters } from "../encounters/useEncounters";
import { HistoryList } from "../history/HistoryList";
import { useSpecies, useSpeciesName, useTerm } from "../species/useSpecies";
import { readable } from "../species/words";
import { useDateText, useTimeText } from "../time/TimeText";
import { Gallery } from "./Gallery";
import { type Done, DoneNotice, IdentityActions } from "./IdentityActions";
import { DEFAULT_CONTEXT } from "./names";
import { useIndividual, useIndividualHistory } from "./useIndividuals";

/** One page of encounters is put on the map; more are shown as they are loaded. */
const ENCOUNTERS_AT_ONCE = 50;

export function IndividualPage() {
  const { id = "" } = useParams();
  const { data, error, refetch } = useIndividual(id);
  if (!data) {
    return error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Loading />;
  }
  return <IndividualView key={id} individual={data} />;
}

function IndividualView({ individual }: { individual: Individual }) {
  const { t } = useTranslation("individuals");
  const pages = useEncounters({ individual: individual.id, sort: "-time" }, ENCOUNTERS_AT_ONCE);
  const history = useIndividualHistory(individual.id);
  const [done, setDone] = useState<Done | null>(null);
  return (
    <Page
      title={individual.name ?? t("nameless")}
      above={<Link to="/individuals">{t("title")}</Link>}
      actions={
        <IdentityActions individual={individual} encounters={pages.items} onDone={setDone} />
      }
    >
      {done ? (
        <Notice tone="good">
          <DoneNotice done={done} />
        </Notice>
      ) : null}
      <div className={pageStyles.columns}>
        <Section title={t("pictures")}>
          <Gallery individual={individual.id} />
        </Section>
        <div className={pageStyles.side}>
          <Card>
            <h2>{t("data")}</h2>
            <IndividualFacts individual={individual} />
          </Card>
          <EncounterMap encounters={pages.items} />
          {history.data ? (
            <Section title={t("history")}>
              <HistoryList entries={history.data.items} />
            </Section>
          ) : null}
        </div>
      </div>
      <Section title={t("encountersTitle")}>
        <PagedList pages={pages} empty={null}>
          {(encounters) => <EncounterGrid encounters={encounters} />}
        </PagedList>
      </Section>
    </Page>
  );
}

function IndividualFacts({ individual }: { individual: Individual }) {
  const { t } = useTranslation(["individuals", "encounters"]);
  const species = useSpecies(individual.species);
  const speciesName = useSpeciesName();
  const term = useTerm(species);
  const dateText = useDateText();
  const custom = useCustomFacts(species?.custom_fields.individual ?? [], individual.custom_fields);
  return (
    <Facts
      facts={[
        {
          label: t("field.names"),
          value: individual.names
            .map(({ context, value }) =>
              context === DEFAULT_CONTEXT ? value : `${value} (${readable(context)})`,
            )
            .join(", "),
        },
        { label: t("field.species"), value: speciesName(individual.species) },
        { label: t("field.sex"), value: term("sex", individual.sex) },
        { label: t("field.living_status"), value: term("living_status", individual.living_status) },
        { label: t("field.encounters"), value: individual.encounters_count },
        { label: t("field.firstSeen"), value: dateText(individual.first_seen) },
        { label: t("field.lastSeen"), value: dateText(individual.last_seen) },
        { label: t("encounters:field.social_units"), value: socialUnits(individual.social_units) },
        {
          label: t("encounters:field.satellite_tags"),
          value: individual.satellite_tags.join(", "),
        },
        ...custom,
      ]}
    />
  );
}

function EncounterMap({ encounters }: { encounters: Encounter[] }) {
  const { t } = useTranslation("individuals");
  const navigate = useNavigate();
  const timeText = useTimeText();
  // The markers are drawn anew only when the encounters change, not on each rendering.
  const shown = JSON.stringify(
    encounters.map(({ id, location, time }) => [id, location, timeText(time)]),
  );
  const markers = useMemo(() => markersFrom(shown), [shown]);
  if (markers.length === 0) {
    return null;
  }
  return (
    <WorldMap
      label={t("map")}
      markers={markers}
      onOpen={({ key }) => void navigate(`/encounters/${key}`)}
    />
  );
}

function markersFrom(shown: string): Marker[] {
  const places = JSON.parse(shown) as [string, Encounter["location"], string][];
  return places.flatMap(([key, location, label]) =>
    location ? [{ key, label, latitude: location.latitude, longitude: location.longitude }] : [],
  );
}
