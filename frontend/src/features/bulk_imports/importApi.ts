/** What can be asked of Houston about a bulk import? */

import { answer, api } from "../../api/client";
import type {
  BulkImport,
  CellChange,
  Edited,
  FaultGroups,
  FileMatchPage,
  FolderMeaning,
  FolderSheet,
  ImportWishes,
  Job,
  PictureProblems,
  Removal,
  SavedMapping,
  SheetColumns,
  SheetRows,
  SheetTarget,
} from "./types";

const at = (id: string) => ({ params: { path: { id } } });

export const importPages = (cursor: string | undefined, deleted: boolean) =>
  answer(
    api.GET("/bulk-imports", {
      params: { query: { limit: 25, deleted, ...(cursor ? { cursor } : {}) } },
    }),
  );

export const openImport = (wishes: ImportWishes, key: string): Promise<BulkImport> =>
  answer(api.POST("/bulk-imports", { body: wishes, headers: { "Idempotency-Key": key } }));

export const readImport = (id: string): Promise<BulkImport> =>
  answer(api.GET("/bulk-imports/{id}", at(id)));

export const changeImport = (id: string, wishes: ImportWishes): Promise<BulkImport> =>
  answer(api.PATCH("/bulk-imports/{id}", { ...at(id), body: wishes }));

export const chooseSheet = (
  id: string,
  file: string,
  worksheet: string | null,
): Promise<BulkImport> =>
  answer(api.POST("/bulk-imports/{id}/sheet", { ...at(id), body: { file, worksheet } }));

export const readColumns = (id: string): Promise<SheetColumns> =>
  answer(api.GET("/bulk-imports/{id}/columns", at(id)));

export const saveColumns = (
  id: string,
  columns: { index: number; target: string | null }[],
  saveAs: string | null,
): Promise<SheetColumns> =>
  answer(api.PUT("/bulk-imports/{id}/mapping", { ...at(id), body: { columns, save_as: saveAs } }));

export const applyMapping = (id: string, mapping: string): Promise<SheetColumns> =>
  answer(api.POST("/bulk-imports/{id}/mapping", { ...at(id), body: { use: mapping } }));

export const readMappings = async (): Promise<SavedMapping[]> =>
  (await answer(api.GET("/bulk-imports/mappings"))).items;

export const forgetMapping = (id: string) =>
  answer(api.DELETE("/bulk-imports/mappings/{id}", at(id)));

export const readTargets = async (): Promise<SheetTarget[]> =>
  (await answer(api.GET("/bulk-imports/targets"))).items;

export interface RowFilter {
  only?: "error" | "warning" | "info" | "edited";
  search?: string;
  code?: string;
  column?: number;
}

export const readRows = (
  id: string,
  filter: RowFilter,
  first: number,
  count: number,
): Promise<SheetRows> =>
  answer(
    api.GET("/bulk-imports/{id}/rows", {
      params: { path: { id }, query: { ...filter, first, count } },
    }),
  );

/** Some cells, or every row of a column that says `from`. */
export type RowChange =
  | { changes: CellChange[] }
  | { column: number; from: string | null; to: string | null };

export const changeRows = (id: string, revision: number, change: RowChange): Promise<Edited> =>
  answer(api.PATCH("/bulk-imports/{id}/rows", { ...at(id), body: { revision, ...change } }));

export const takeBack = (id: string): Promise<Edited> =>
  answer(api.POST("/bulk-imports/{id}/undo", at(id)));

export const makeAgain = (id: string): Promise<Edited> =>
  answer(api.POST("/bulk-imports/{id}/redo", at(id)));

export const checkAgain = (id: string): Promise<BulkImport> =>
  answer(api.POST("/bulk-imports/{id}/check", at(id)));

export const readFaults = (id: string, cursor: string | undefined): Promise<FaultGroups> =>
  answer(
    api.GET("/bulk-imports/{id}/faults", {
      params: { path: { id }, query: { limit: 100, ...(cursor ? { cursor } : {}) } },
    }),
  );

export const readFiles = (
  id: string,
  status: FileMatchPage["items"][number]["status"] | undefined,
  search: string,
  cursor: string | undefined,
): Promise<FileMatchPage> =>
  answer(
    api.GET("/bulk-imports/{id}/files", {
      params: {
        path: { id },
        query: {
          limit: 100,
          ...(status ? { status: status as "matched" } : {}),
          ...(search ? { search } : {}),
          ...(cursor ? { cursor } : {}),
        },
      },
    }),
  );

export type ImportStep = "check" | "commit" | "cancel" | "detect" | "identify";

/** Has the server take a step with the whole import. */
export const takeStep = (id: string, step: ImportStep): Promise<BulkImport> =>
  answer(api.POST(`/bulk-imports/{id}/${step}`, at(id)));

export const retryPictures = (id: string, assets: string[] | null): Promise<BulkImport> =>
  answer(api.POST("/bulk-imports/{id}/retry", { ...at(id), body: assets ? { assets } : {} }));

export const readProblems = (id: string, cursor: string | undefined): Promise<PictureProblems> =>
  answer(
    api.GET("/bulk-imports/{id}/problems", {
      params: { path: { id }, query: cursor ? { cursor } : {} },
    }),
  );

export const readRemoval = async (id: string): Promise<Removal> =>
  // What EDM tells of a removal is passed on as it is.
  (await answer(api.GET("/bulk-imports/{id}/removal", at(id)))) as Removal;

export type RemovalStep = "remove" | "restore";

/** Has the server remove the import, or bring it back; the job that does it. */
export const takeRemovalStep = (id: string, step: RemovalStep): Promise<Job> =>
  answer(api.POST(`/bulk-imports/{id}/${step}`, at(id)));

export const readFolders = (
  id: string,
  levels: FolderMeaning[],
  preview: boolean,
): Promise<FolderSheet> =>
  answer(api.POST("/bulk-imports/{id}/folders", { ...at(id), body: { levels, preview } }));

/** What the server writes: the sheet as it is now, with its faults, or the records that it made. */
export type WrittenSheet = "current" | "faults" | "rows";
export type SheetFormat = "xlsx" | "csv";

export const haveSheetWritten = (
  id: string,
  what: WrittenSheet,
  format: SheetFormat,
): Promise<Job> =>
  answer(api.POST("/bulk-imports/{id}/downloads", { ...at(id), body: { what, format } }));

export const readJob = (id: string): Promise<Job> => answer(api.GET("/jobs/{id}", at(id)));

/** Where a written sheet is fetched from; a plain link does it. */
export const sheetAddress = (id: string, job: string): string =>
  `/api/v1/bulk-imports/${id}/downloads/${job}`;

/** Where the sheet lies as it was uploaded. */
export const originalAddress = (id: string): string => `/api/v1/bulk-imports/${id}/original`;
