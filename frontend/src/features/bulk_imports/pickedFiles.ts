/** Which files were dropped or chosen, under which path, and what is each for? */

export type Purpose = "sheet" | "archive" | "package" | "detections" | "picture";

export interface PickedFile {
  file: File;
  /** Its name with the folders that it lay in. */
  path: string;
}

const SHEETS = /\.(xlsx|xlsm|xls|csv|tsv|txt)$/i;
/** What systems leave in folders of their own accord. */
const LITTER = /(^|\/)(\.[^/]+|__MACOSX\/.*|Thumbs\.db|desktop\.ini)$/i;
/** A data package names itself in a file of this name. */
export const PACKAGE_MARK = "datapackage.json";
/** The list of an archive's files lies at its end; a package has few enough for this much. */
const LIST_BYTES = 2 * 1024 * 1024;

/** Keys of Codex's own flat form that no other has: two of them at the beginning of a JSON file tell that it is a sheet. */
const FLAT_KEYS =
  /"(assetReferences|timeSpecificity|sightingId|timeYear|utcOffset|locationId)"\s*:/g;
/** The first few encounters; with so much even long comments leave room for two keys. */
const BEGINNING_BYTES = 64 * 1024;

/** What an import does with a file, by its name; of an archive and of JSON also by what it holds. */
export async function purposeOf(file: File): Promise<Purpose> {
  if (SHEETS.test(file.name)) {
    return "sheet";
  }
  if (/\.json$/i.test(file.name)) {
    const beginning = await file.slice(0, BEGINNING_BYTES).text();
    const keys = new Set([...beginning.matchAll(FLAT_KEYS)].map(([, key]) => key));
    // The server says of what is neither, in a sentence, what it is.
    return keys.size >= 2 ? "sheet" : "detections";
  }
  if (/\.zip$/i.test(file.name)) {
    const end = await file.slice(Math.max(0, file.size - LIST_BYTES)).text();
    return end.includes(PACKAGE_MARK) ? "package" : "archive";
  }
  return "picture";
}

/** Files chosen in a dialog, of a folder or one by one. */
export function pickedFrom(files: Iterable<File>): PickedFile[] {
  return [...files]
    .map((file) => ({ file, path: file.webkitRelativePath || file.name }))
    .filter(({ path }) => !LITTER.test(path));
}

/** Everything that was dropped, with whole folders gone through. */
export async function pickedFromDrop(dropped: DataTransfer): Promise<PickedFile[]> {
  // The list is emptied as soon as the event is over, so all is taken from it before anything waits.
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const files = [...dropped.files];
  if (entries.every((entry) => entry === null)) {
    return pickedFrom(files);
  }
  const found: PickedFile[] = [];
  for (const entry of entries) {
    if (entry) {
      await collect(entry, found);
    }
  }
  return found.filter(({ path }) => !LITTER.test(path));
}

async function collect(entry: FileSystemEntry, into: PickedFile[]): Promise<void> {
  const path = entry.fullPath.replace(/^\//, "");
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    into.push({ file, path });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader hands out a folder in parts, and an empty one when there is nothing more.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) {
      return;
    }
    for (const inner of part) {
      await collect(inner, into);
    }
  }
}
