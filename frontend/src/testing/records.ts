/** Records as Houston answers them, for tests that change only what they are about. */

import type {
  Annotation,
  Asset,
  Curation,
  CustomField,
  Encounter,
  Identification,
  Individual,
  Query,
  Sighting,
  Species,
  Submission,
  SubmissionFile,
} from "../api/types";

const NOON = "2024-06-03T12:00:00+00:00";

export function anEncounter(changes: Partial<Encounter> = {}): Encounter {
  return {
    id: "encounter-1",
    sighting: "sighting-1",
    species: "equus_quagga",
    state: "unapproved",
    visibility: "public",
    owner: "somebody",
    submission: "submission-1",
    projects: [],
    time: {
      year: 2024,
      month: 6,
      day: 3,
      hour: null,
      minute: null,
      second: null,
      utc_offset: null,
      zone: null,
    },
    location: null,
    region: null,
    verbatim_locality: null,
    sex: null,
    life_stage: null,
    living_status: null,
    behaviour: null,
    comments: null,
    custom_fields: {},
    verbatim: {},
    measurements: [],
    samples: [],
    keywords: [],
    people: [],
    media: [],
    animal: null,
    individual: null,
    created_at: NOON,
    updated_at: NOON,
    version: 1,
    ...changes,
  };
}

export function aSighting(changes: Partial<Sighting> = {}): Sighting {
  return {
    id: "sighting-1",
    species: "equus_quagga",
    time: null,
    location: null,
    region: null,
    verbatim_locality: null,
    comments: null,
    custom_fields: {},
    survey: null,
    encounters: [],
    created_at: NOON,
    updated_at: NOON,
    version: 1,
    ...changes,
  };
}

export function anIndividual(changes: Partial<Individual> = {}): Individual {
  return {
    id: "individual-1",
    species: "equus_quagga",
    name: "Zoe",
    names: [{ context: "default", value: "Zoe" }],
    sex: null,
    living_status: null,
    life_dates: null,
    comments: "",
    custom_fields: {},
    social_units: [],
    satellite_tags: [],
    encounters_count: 1,
    first_seen: null,
    last_seen: null,
    created_at: NOON,
    updated_at: NOON,
    version: 1,
    ...changes,
  };
}

export function anAsset(changes: Partial<Asset> = {}): Asset {
  return {
    id: "asset-1",
    submission: "submission-1",
    name: "zebra.jpg",
    media_type: "image/jpeg",
    width: 640,
    height: 480,
    state: "detected",
    reason: null,
    encounters: ["encounter-1"],
    annotations: [],
    ...changes,
  };
}

export function anAnnotation(changes: Partial<Annotation> = {}): Annotation {
  return {
    id: "annotation-1",
    asset: "asset-1",
    bbox: [10, 10, 400, 300],
    theta: 0,
    class: "animal",
    viewpoint: null,
    confidence: 0.9,
    encounter: "encounter-1",
    drawn: false,
    raw_class: null,
    raw_score: null,
    taxon: null,
    taxon_score: null,
    identifiability: null,
    hindrance: null,
    hindrance_reason: null,
    ...changes,
  };
}

export function aSubmissionFile(changes: Partial<SubmissionFile> = {}): SubmissionFile {
  return {
    id: "file-1",
    name: "zebra.jpg",
    purpose: "picture",
    state: "ready",
    reason: null,
    code: null,
    size: 7,
    received: 7,
    media_type: "image/jpeg",
    sha256: null,
    width: 640,
    height: 480,
    exif: null,
    duplicate_of: null,
    ...changes,
  };
}

export function aSubmission(changes: Partial<Submission> = {}): Submission {
  return {
    id: "submission-1",
    kind: "form",
    state: "draft",
    reason: null,
    owner: null,
    contact_name: null,
    contact_email: null,
    projects: [],
    visibility: "public",
    approve: false,
    created_at: NOON,
    committed_at: null,
    deleted_at: null,
    metadata: {},
    errors: [],
    files: [],
    file_count: 0,
    sightings: [],
    encounters: [],
    progress: null,
    job: null,
    ...changes,
  };
}

export function aField(
  changes: Partial<CustomField> & Pick<CustomField, "name" | "type">,
): CustomField {
  return {
    label: {},
    required: false,
    default: null,
    unit: null,
    min: null,
    max: null,
    pattern: null,
    choices: [],
    multiple: false,
    help: {},
    group: null,
    darwin_core: null,
    personal: false,
    ...changes,
  };
}

export function aSpecies(
  encounterFields: CustomField[] = [],
  sightingFields: CustomField[] = [],
): Species {
  return {
    id: "equus_quagga",
    version: "1",
    scientific_name: "Equus quagga",
    genus: "Equus",
    specific_epithet: "quagga",
    common_names: { en: ["plains zebra"], de: ["Steppenzebra"] },
    gbif_id: null,
    itis_id: null,
    synonyms: [],
    subspecies: [],
    sexes: [{ value: "female", label: { en: "Female" } }],
    life_stages: [],
    living_statuses: [],
    viewpoints: { values: [], matches: {}, sides_differ: true },
    detection: { detector: "default", classes: [], this_species: [] },
    identification: [],
    coarsen_degrees: 0,
    name_pattern: null,
    custom_fields: { sighting: sightingFields, encounter: encounterFields, individual: [] },
  };
}

/** One picture to identify with three candidates, the last without a name. */
export function aQuery(changes: Partial<Query> = {}): Query {
  const candidate = (number: number, name: string | null, score: number) => ({
    individual: name ? { id: `individual-${number}`, name } : null,
    encounter: `known-${number}`,
    annotation: `annotation-${number}`,
    asset: `asset-${number}`,
    bbox: [0, 0, 100, 100],
    score,
    probability: null,
    refused: false,
  });
  return {
    annotation: "annotation-0",
    asset: "asset-1",
    bbox: [0, 0, 100, 100],
    encounter: "encounter-1",
    individual: null,
    review: "unreviewed",
    comparable: true,
    reason: null,
    identifiability: null,
    probability_new: null,
    calibration: null,
    together: null,
    individuals: [
      candidate(2, "Amber", 0.82),
      candidate(3, "Basil", 0.31),
      candidate(4, null, 0.12),
    ],
    annotations: [],
    ...changes,
  };
}

/** What two pictures say as one, of which the one given resembles the candidates most. */
export function askedAsOne(most: "annotation-0" | "annotation-9"): NonNullable<Query["together"]> {
  return {
    queries: ["annotation-0", "annotation-9"],
    probability_new: null,
    individuals: aQuery().individuals.map((each) => ({ ...each, query: most })),
  };
}

/** One that asks about one picture. */
export function anIdentification(changes: Partial<Identification> = {}): Identification {
  return {
    id: "identification-1",
    state: "done",
    reason: null,
    job: null,
    owner: "somebody",
    encounter: "encounter-1",
    species: "equus_quagga",
    algorithm: { name: "hotspotter", version: "1" },
    match_set: { size: 12, filters: {} },
    created_at: NOON,
    finished_at: NOON,
    decisions: [],
    queries: [aQuery()],
    ...changes,
  };
}

export function aCuration(changes: Partial<Curation> = {}): Curation {
  const side = (number: number, name: string | null = null) => ({
    annotation: `annotation-${number}`,
    asset: `asset-${number}`,
    bbox: [0, 0, 100, 100],
    encounter: `encounter-${number}`,
    individual: name ? { id: `individual-${number}`, name } : null,
  });
  return {
    id: "curation-1",
    state: "done",
    reason: null,
    job: "job-1",
    under_way: false,
    owner: "somebody",
    species: "equus_quagga",
    algorithm: { name: "hotspotter", version: "1" },
    filters: {},
    calibration: null,
    encounters: 8,
    animals: 5,
    open: 3,
    unlikely: 40,
    for_others: { open: 0, unlikely: 0 },
    created_at: NOON,
    finished_at: NOON,
    questions: [
      { first: side(1), second: side(2, "Amber"), probability: 0.6 },
      { first: side(3), second: side(4), probability: 0.4 },
    ],
    proposals: [],
    answers: [],
    ...changes,
  };
}
