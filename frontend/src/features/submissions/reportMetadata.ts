/** How does the form's draft become the metadata that the server takes? */

import type { EncounterInput, LocationInput, SightingInput, Species } from "../../api/types";
import { numberFrom, valuesFrom } from "../custom_fields/customValues";
import { timeFromDraft } from "../time/timeDraft";
import type { ReportAnimal, ReportDraft } from "./reportDraft";

/** Where the form's one sighting and its encounters lie in the metadata: faults point there. */
export const SIGHTING = "/sightings/0";
export const encounterAt = (index: number) => `${SIGHTING}/encounters/${index}`;

/** A place with one half missing goes as it is: the server says what is missing. */
function locationFrom(draft: ReportDraft): LocationInput | null {
  const latitude = numberFrom(draft.latitude);
  const longitude = numberFrom(draft.longitude);
  if (latitude === null && longitude === null) {
    return null;
  }
  return { latitude, longitude, source: draft.locationSource };
}

function encounterFrom(
  { shown }: ReportDraft,
  animal: ReportAnimal,
  species: Species | undefined,
  files: string[],
): EncounterInput {
  return {
    individual_name: animal.individualName.trim() || null,
    sex: animal.sex || null,
    life_stage: animal.lifeStage || null,
    living_status: animal.livingStatus || null,
    behaviour: animal.behaviour.trim() || null,
    custom_fields: valuesFrom(species?.custom_fields.encounter ?? [], animal.fields),
    assets: files.filter((name) => (shown[name] || animal.key) === animal.key),
  };
}

export function sightingFrom(
  draft: ReportDraft,
  species: Species | undefined,
  files: string[],
): SightingInput {
  return {
    species: draft.species || null,
    time: timeFromDraft(draft.time),
    location: locationFrom(draft),
    region: draft.region || null,
    verbatim_locality: draft.locality.trim() || null,
    comments: draft.comments.trim(),
    custom_fields: valuesFrom(species?.custom_fields.sighting ?? [], draft.sightingFields),
    encounters: draft.animals.map((animal) => encounterFrom(draft, animal, species, files)),
  };
}
