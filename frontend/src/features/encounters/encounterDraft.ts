/** What did a person change about an encounter? Only that is sent. */

import type { Encounter, EncounterEdit, LocationInput, Species } from "../../api/types";
import { type Entries, numberFrom, valuesFrom } from "../custom_fields/customValues";
import { draftFromTime, NO_TIME, type TimeDraft, timeFromDraft } from "../time/timeDraft";

export interface EncounterDraft {
  species: string;
  time: TimeDraft;
  latitude: string;
  longitude: string;
  locationSource: string;
  region: string;
  locality: string;
  sex: string;
  lifeStage: string;
  livingStatus: string;
  behaviour: string;
  comments: string;
  customFields: Entries;
}

export function encounterDraft(encounter: Encounter): EncounterDraft {
  const { location } = encounter;
  return {
    species: encounter.species ?? "",
    time: encounter.time ? draftFromTime(encounter.time) : NO_TIME,
    latitude: location ? String(location.latitude) : "",
    longitude: location ? String(location.longitude) : "",
    locationSource: location?.source ?? "entered",
    region: encounter.region ?? "",
    locality: encounter.verbatim_locality ?? "",
    sex: encounter.sex ?? "",
    lifeStage: encounter.life_stage ?? "",
    livingStatus: encounter.living_status ?? "",
    behaviour: encounter.behaviour ?? "",
    comments: encounter.comments ?? "",
    customFields: encounter.custom_fields,
  };
}

function locationFrom(draft: EncounterDraft): LocationInput | null {
  const latitude = numberFrom(draft.latitude);
  const longitude = numberFrom(draft.longitude);
  return latitude === null && longitude === null
    ? null
    : { latitude, longitude, source: draft.locationSource };
}

/** The parts of the draft that differ from the encounter it was made from. */
export function changeFrom(
  draft: EncounterDraft,
  encounter: Encounter,
  species: Species | undefined,
): EncounterEdit {
  const before = encounterDraft(encounter);
  const isChanged = (...names: (keyof EncounterDraft)[]) =>
    names.some((name) => JSON.stringify(draft[name]) !== JSON.stringify(before[name]));
  const change: EncounterEdit = {};
  if (isChanged("species")) change.species = draft.species || null;
  if (isChanged("time")) change.time = timeFromDraft(draft.time);
  if (isChanged("latitude", "longitude")) change.location = locationFrom(draft);
  if (isChanged("region")) change.region = draft.region || null;
  if (isChanged("locality")) change.verbatim_locality = draft.locality.trim() || null;
  if (isChanged("sex")) change.sex = draft.sex || null;
  if (isChanged("lifeStage")) change.life_stage = draft.lifeStage || null;
  if (isChanged("livingStatus")) change.living_status = draft.livingStatus || null;
  if (isChanged("behaviour")) change.behaviour = draft.behaviour.trim() || null;
  if (isChanged("comments")) change.comments = draft.comments.trim();
  if (isChanged("customFields") && species) {
    change.custom_fields = valuesFrom(species.custom_fields.encounter, draft.customFields);
  }
  return change;
}
