/** Which of the chosen files are a data package that was not zipped? Its tables become one file, as the import wants it. */

import { PACKAGE_MARK, type PickedFile } from "./pickedFiles";
import { LARGEST_BYTES, zipOf } from "./zip";

const PACKAGE_NAME = "package.zip";

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
      const content = await zipOf(
        members.map(({ file, path }) => ({ name: path.slice(folder.length), content: file })),
      );
      const others = files.filter((each) => !members.includes(each));
      files = [{ file: new File([content], PACKAGE_NAME), path: folder + PACKAGE_NAME }, ...others];
    }
  }
  return files;
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
