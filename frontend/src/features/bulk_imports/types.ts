/** The records of a bulk import, by the names that its screens use. */

import type { components } from "../../api/schema";

type Schemas = components["schemas"];

export type BulkImport = Schemas["Import"];
export type ImportProgress = Schemas["ImportProgress"];
export type ImportWishes = Schemas["ImportWishes"];
export type ImportOptions = Schemas["ImportOptions"];
export type SheetColumn = Schemas["SheetColumn"];
export type SheetColumns = Schemas["SheetColumns"];
export type SheetNote = Schemas["SheetNote"];
export type SheetTarget = Schemas["SheetTarget"];
export type SavedMapping = Schemas["SavedMapping"];
export type SheetRow = Schemas["SheetRow"];
export type SheetRows = Schemas["SheetRows"];
export type CellFault = Schemas["CellFault"];
export type CellChange = Schemas["CellChange"];
export type Edited = Schemas["Edited"];
export type FaultGroup = Schemas["FaultGroup"];
export type FaultGroups = Schemas["FaultGroups"];
export type FileMatch = Schemas["FileMatch"];
export type FileMatchPage = Schemas["FileMatchPage"];

export type Job = Schemas["Job"];

export type Severity = "error" | "warning" | "info";
export const SEVERITIES: Severity[] = ["error", "warning", "info"];
export const FILE_STATUSES = [
  "missing",
  "ambiguous",
  "refused",
  "unused",
  "duplicate",
  "matched",
] as const;
export type FileStatus = (typeof FILE_STATUSES)[number];

export type PictureProblem = Schemas["PictureProblem"];
export type PictureProblems = Schemas["PictureProblemPage"];
export type FolderSheet = Schemas["FolderSheet"];
export type FolderMeaning = Schemas["FolderLevels"]["levels"][number];

/** Records of one kind that would go with the import, and those that others have built on. */
export interface RemovalPart {
  go: number;
  stay: ({ id: string; name?: string | null; why?: string | null } | string)[];
}

export interface Removal {
  encounters: number;
  sightings: RemovalPart;
  individuals: RemovalPart;
}
