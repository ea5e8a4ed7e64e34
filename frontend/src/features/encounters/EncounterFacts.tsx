/** All that is known of an encounter. */

import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Encounter } from "../../api/types";
import { type Fact, Facts } from "../../components/Facts";
import { useCustomFacts } from "../custom_fields/useCustomFacts";
import { useRegionName } from "../regions/useRegions";
import { useSpecies, useSpeciesName, useTerm } from "../species/useSpecies";
import { formatMoment } from "../time/formatTime";
import { useTimeText } from "../time/TimeText";
import { formatPlace } from "./formatPlace";
import { useSighting } from "./useEncounters";

export function EncounterFacts({ encounter }: { encounter: Encounter }) {
  const { t, i18n } = useTranslation("encounters");
  const species = useSpecies(encounter.species);
  const speciesName = useSpeciesName();
  const term = useTerm(species);
  const timeText = useTimeText();
  const regionName = useRegionName();
  const custom = useCustomFacts(species?.custom_fields.encounter ?? [], encounter.custom_fields);
  const sighting = useSighting(encounter.sighting).data;
  const customOfSighting = useCustomFacts(
    species?.custom_fields.sighting ?? [],
    sighting?.custom_fields,
  );
  const { individual, location } = encounter;
  const facts: Fact[] = [
    {
      label: t("field.individual"),
      value: individual ? (
        <Link to={`/individuals/${individual.id}`}>{individual.name ?? individual.id}</Link>
      ) : (
        t("nameless")
      ),
    },
    { label: t("field.species"), value: speciesName(encounter.species) },
    { label: t("field.time"), value: timeText(encounter.time, true) },
    {
      label: t("field.place"),
      value: location ? formatPlace(location, i18n.language) : t("nowhere"),
    },
    { label: t("field.region"), value: regionName(encounter.region) },
    { label: t("field.locality"), value: encounter.verbatim_locality },
    ...(["sex", "life_stage", "living_status"] as const).map((name) => ({
      label: t(`field.${name}`),
      value: term(name, encounter[name]),
    })),
    { label: t("field.behaviour"), value: encounter.behaviour },
    ...custom,
    ...customOfSighting,
    { label: t("field.comments"), value: encounter.comments },
    { label: t("field.sightingComments"), value: sighting?.comments },
    { label: t("field.created"), value: formatMoment(encounter.created_at, i18n.language) },
    { label: t("field.updated"), value: formatMoment(encounter.updated_at, i18n.language) },
  ];
  return <Facts facts={facts} />;
}
