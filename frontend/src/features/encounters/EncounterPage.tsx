import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { Encounter } from "../../api/types";
import { Card } from "../../components/Card";
import { Loading } from "../../components/Loading";
import { WorldMap } from "../../components/Map";
import { Page, Section } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { assetsOf, useEncounterAssets } from "../assets/useAssets";
import { HistoryList } from "../history/HistoryList";
import { IdentificationList } from "../identifications/IdentificationList";
import { StartIdentification } from "../identifications/StartIdentification";
import { usePermissions } from "../permissions/usePermissions";
import { useSpeciesName } from "../species/useSpecies";
import { useTimeText } from "../time/TimeText";
import { EncounterActions } from "./EncounterActions";
import { EncounterFacts } from "./EncounterFacts";
import { EncounterGrid } from "./EncounterGrid";
import styles from "./EncounterPage.module.css";
import { EncounterPictures } from "./EncounterPictures";
import { formatPlace } from "./formatPlace";
import { StateBadge } from "./StateBadge";
import { ToldBesides } from "./ToldBesides";
import { useEncounter, useEncounterHistory, useEncounters } from "./useEncounters";

export function EncounterPage() {
  const { id = "" } = useParams();
  const { data, error, refetch } = useEncounter(id);
  if (!data) {
    return error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Loading />;
  }
  return <EncounterView encounter={data.encounter} etag={data.etag} />;
}

function EncounterView({ encounter, etag }: { encounter: Encounter; etag: string }) {
  const { t } = useTranslation(["encounters", "common"]);
  const timeText = useTimeText();
  const speciesName = useSpeciesName();
  const permissions = usePermissions({ kind: "encounter", id: encounter.id });
  const { items, error } = useEncounterAssets([encounter.id]);
  const assets = items && assetsOf(items, encounter.id);
  const title = t("page.title", {
    animal: encounter.individual?.name ?? speciesName(encounter.species),
    time: timeText(encounter.time),
  });
  return (
    <Page
      title={title}
      above={<Link to="/encounters">{t("list.title")}</Link>}
      beside={<StateBadge state={encounter.state} />}
      actions={<EncounterActions encounter={encounter} etag={etag} permissions={permissions} />}
    >
      <div className={styles.columns}>
        <Section title={t("page.pictures")}>
          {error ? <ProblemNotice error={error} /> : null}
          <EncounterPictures encounter={encounter} assets={assets} permissions={permissions} />
        </Section>
        <div className={styles.side}>
          <StartIdentification encounter={encounter.id} assets={assets} permissions={permissions} />
          <Card>
            <h2>{t("page.data")}</h2>
            <EncounterFacts encounter={encounter} />
            <PlaceMap encounter={encounter} />
          </Card>
          <ToldBesides encounter={encounter} />
          <OthersOfSighting encounter={encounter} />
          <IdentificationList encounter={encounter.id} />
          <History id={encounter.id} />
        </div>
      </div>
    </Page>
  );
}

function PlaceMap({ encounter: { id, location } }: { encounter: Encounter }) {
  const { t, i18n } = useTranslation("encounters");
  if (!location) {
    return null;
  }
  return (
    <div className={styles.place}>
      <WorldMap
        key={`${location.latitude} ${location.longitude}`}
        label={t("page.map")}
        className={styles.map}
        markers={[{ key: id, label: formatPlace(location, i18n.language), ...location }]}
      />
      {location.exact === false ? <p className={styles.coarse}>{t("coarse")}</p> : null}
    </div>
  );
}

/** The other animals that were seen at the same place and time. */
function OthersOfSighting({ encounter }: { encounter: Encounter }) {
  const { t } = useTranslation("encounters");
  const pages = useEncounters({ sighting: encounter.sighting });
  const others = pages.items.filter(({ id }) => id !== encounter.id);
  if (others.length === 0) {
    return null;
  }
  return (
    <Section title={t("page.othersTitle")}>
      <EncounterGrid encounters={others} />
    </Section>
  );
}

function History({ id }: { id: string }) {
  const { t } = useTranslation("encounters");
  const { data } = useEncounterHistory(id);
  if (!data) {
    return null;
  }
  return (
    <Section title={t("page.history")}>
      <HistoryList entries={data.items} />
    </Section>
  );
}
