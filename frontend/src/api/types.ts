/** The records of the public API, by the names that the screens use. */

import type { components } from "./schema";

type Schemas = components["schemas"];

export type Annotation = Schemas["Annotation"];
export type Analysis = Schemas["Analysis"];
export type Animal = Schemas["Animal"];
export type Asset = Schemas["Asset"];
export type Box = number[];
export type Collaboration = Schemas["Collaboration"];
export type CollaborationLevel = "none" | "view" | "export" | "edit";
export type Curation = Schemas["Curation"];
export type CurationAnswer = Schemas["Answer"];
export type CurationProposal = Schemas["Proposal"];
export type CurationQuestion = Schemas["Question"];
export type CustomField = Schemas["CustomField"];
export type Decision = Schemas["Decision"];
export type DecisionKind = Decision["decision"];
export type Encounter = Schemas["Encounter"];
export type EncounterChange = Schemas["EncounterChange"];
export type EncounterState = Encounter["state"];
export type Evidence = Schemas["Evidence"];
export type GalleryItem = Schemas["GalleryItem"];
export type HeatMap = Schemas["HeatMap"];
export type HeatMapSide = Schemas["HeatMapSide"];
export type HistoryEntry = Schemas["HistoryEntry"];
export type Identification = Schemas["Identification"];
export type Individual = Schemas["Individual"];
export type IdentityOutcome = Schemas["IdentityOutcome"];
export type MergeOutcome = Schemas["MergeOutcome"];
export type IndividualRef = Schemas["IndividualRef"];
export type CandidateIndividual = Schemas["CandidateIndividual"];
export type CandidateAnnotation = Schemas["CandidateAnnotation"];
export type Location = Schemas["Location"];
export type Measurement = Schemas["Measurement"];
export type Media = Schemas["Media"];
export type MergeRequest = Schemas["MergeRequest"];
export type Permissions = Schemas["Permissions"];
export type Person = Schemas["Person"];
export type Project = Schemas["Project"];
export type Query = Schemas["IdentificationQuery"];
export type ReportedPerson = Schemas["ReportedPerson"];
export type Sample = Schemas["Sample"];
export type SocialUnit = Schemas["SocialUnit"];
export type Survey = Schemas["Survey"];
export type Sighting = Schemas["Sighting"];
export type Region = Schemas["Region"];
export type Session = Schemas["Session"];
export type Species = Schemas["Species"];
export type SpeciesSummary = Schemas["SpeciesSummary"];
export type Statistics = Schemas["Statistics"];
export type Submission = Schemas["Submission"];
export type SubmissionFile = Schemas["SubmissionFile"];
export type Time = Schemas["Time"];
export type User = Schemas["User"];

/** An encounter as a reporter tells it. The server's ecological module reads it, and finds every fault in it. */
export interface EncounterInput {
  species?: string | null;
  individual_name: string | null;
  sex: string | null;
  life_stage: string | null;
  living_status: string | null;
  behaviour: string | null;
  comments?: string;
  custom_fields: Record<string, unknown>;
  /** Names of files of the submission. */
  assets: string[];
}

/** What was typed for a value that should be a number: the number, or the text that is none, for the server to object to. */
export type Typed = number | string | null;

export interface TimeInput {
  year: Typed;
  month: Typed;
  day: Typed;
  hour: Typed;
  minute: Typed;
  second: Typed;
  utc_offset: string | null;
  zone: string | null;
  source: string;
}

export interface LocationInput {
  latitude: Typed;
  longitude: Typed;
  source: string;
}

/** What a person changed about an encounter. */
export type EncounterEdit = Omit<EncounterChange, "time" | "location"> & {
  time?: TimeInput;
  location?: LocationInput | null;
};

/** A sighting as a reporter tells it, with its encounters. */
export interface SightingInput {
  species: string | null;
  time: TimeInput;
  location: LocationInput | null;
  region: string | null;
  verbatim_locality: string | null;
  comments: string;
  custom_fields: Record<string, unknown>;
  encounters: EncounterInput[];
}
