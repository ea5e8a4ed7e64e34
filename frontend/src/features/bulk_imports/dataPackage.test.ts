import * as node from "node:buffer";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { withPackages } from "./dataPackage";
import { purposeOf } from "./pickedFiles";

// Browsers read them, and so does Node; jsdom's can only be passed on.
beforeEach(() => {
  vi.stubGlobal("Blob", node.Blob);
  vi.stubGlobal("File", node.File);
});
afterEach(() => vi.unstubAllGlobals());

const file = (path: string, content: string) => ({
  path,
  file: new File([content], path.slice(path.lastIndexOf("/") + 1)),
});
const DESCRIPTOR = JSON.stringify({
  resources: [{ name: "deployments", path: "deployments.csv" }, { path: ["media.csv"] }, {}],
});

describe("a data package in a folder", () => {
  const someFiles = () => [
    file("trip/datapackage.json", DESCRIPTOR),
    file("trip/deployments.csv", "deploymentID\nd1\n"),
    file("trip/media.csv", "mediaID\nm1\n"),
    file("trip/notes.csv", "a\n"),
    file("trip/media/1.jpg", "picture"),
  ];

  it("becomes one file of its descriptor and tables; its pictures stay by themselves", async () => {
    const [packed, ...others] = await withPackages(someFiles());
    expect(packed?.path).toBe("trip/package.zip");
    expect(others.map(({ path }) => path)).toEqual(["trip/notes.csv", "trip/media/1.jpg"]);
    expect(packed && (await purposeOf(packed.file))).toBe("package");
  });

  it("is the same file each time, with what was put in", async () => {
    const [first] = await withPackages(someFiles());
    const [second] = await withPackages(someFiles());
    const text = (await first?.file.text()) ?? "";
    expect(text).toBe(await second?.file.text());
    expect(text).toContain(DESCRIPTOR);
    expect(text).toContain("deploymentID\nd1\n");
    // The signatures of three members, of their entries in the list, and of its end.
    expect(text.split("PK\u0003\u0004")).toHaveLength(4);
    expect(text.split("PK\u0001\u0002")).toHaveLength(4);
    expect(text.split("PK\u0005\u0006")).toHaveLength(2);
  });

  it.each(["no JSON", "[]", "null", '{"resources": 7}'])(
    "stays as it is where its descriptor says nothing: %s",
    async (descriptor) => {
      const odd = [file("datapackage.json", descriptor), file("media.csv", "mediaID\n")];
      expect(await withPackages(odd)).toEqual(odd);
    },
  );
});

describe("a JSON file", () => {
  const purpose = (content: unknown) =>
    purposeOf(file("any.json", JSON.stringify(content, null, 2)).file);

  it("is a sheet where its keys are flat ones, be it one object, a list or a list with a name", async () => {
    const encounter = { timeYear: 2020, sightingId: "s", comments: "shy" };
    expect(await purpose(encounter)).toBe("sheet");
    expect(await purpose([encounter, encounter])).toBe("sheet");
    expect(await purpose({ encounters: [encounter] })).toBe("sheet");
  });

  it("is left to the server as detections in every other case", async () => {
    expect(await purpose({ info: {}, images: [{ file: "a.jpg", detections: [] }] })).toBe(
      "detections",
    );
    expect(await purpose({ name: "settings", timeYear: 2020 })).toBe("detections");
  });
});
