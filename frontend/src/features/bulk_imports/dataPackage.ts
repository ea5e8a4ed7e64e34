/** Which of the chosen files are a data package that was not zipped? Its tables become one file, as the import wants it. */

import { zipSync } from "fflate";
import { PACKAGE_MARK, type PickedFile } from "./pickedFiles";

const PACKAGE_NAME = "package.zip";
/** Larger archives need a form that is not written here; with so much to read, zipping is for tools that are made for it. */
const LARGEST_BYTES = 0x7fffffff;
/** Nothing is squeezed, and all is of one day: the same files are the same archive, so that an upload of it can go on. */
const PACKED = { level: 0, mtime: new Date(1980, 0, 1) } as const;

/** The same files, with the descriptor and the tables of each package in a folder packed. Its pictures stay by themselves. */
export async function withPackages(picked: PickedFile[]): Promise<PickedFile[]> {
  let files = picked;
  for (const descriptor of picked.filter(({ path }) => nameOf(path) === PACKAGE_MARK)) {
    const folder = descriptor.path.slice(0, -PACKAGE_MARK.length);
    const named = await tablesNamedIn(descriptor.file);
    const members = picked.filter(
      (each) =>
        each === descriptor ||
        (each.path.startsWith(folder) && named.has(each.path.slice(folder.length))),
    );
    const bytes = members.reduce((sum, { file }) => sum + file.size, 0);
    if (members.length > 1 && bytes < LARGEST_BYTES) {
      const content = await zipped(members, folder);
      const others = files.filter((each) => !members.includes(each));
      files = [{ file: new File([content], PACKAGE_NAME), path: folder + PACKAGE_NAME }, ...others];
    }
  }
  return files;
}

async function zipped(members: PickedFile[], folder: string): Promise<Uint8Array<ArrayBuffer>> {
  const read = members.map(async ({ file, path }) => [
    path.slice(folder.length),
    new Uint8Array(await file.arrayBuffer()),
  ]);
  return zipSync(Object.fromEntries(await Promise.all(read)), PACKED);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The paths of the resources; none where it is no descriptor that can be read, of which the import then tells. */
async function tablesNamedIn(descriptor: File): Promise<Set<string>> {
  const resources = resourcesOf(await descriptor.text());
  const paths = resources.flatMap((each) => (isRecord(each) ? [each.path].flat() : []));
  return new Set(paths.filter((path) => typeof path === "string"));
}

function resourcesOf(text: string): unknown[] {
  let told: unknown;
  try {
    told = JSON.parse(text);
  } catch {
    return [];
  }
  return isRecord(told) && Array.isArray(told.resources) ? told.resources : [];
}

function isRecord(told: unknown): told is Record<string, unknown> {
  return typeof told === "object" && told !== null;
}
