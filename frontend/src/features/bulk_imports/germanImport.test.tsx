import { screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import i18next from "../../i18n";
import { type Answers, allowing, fakeHouston } from "../../testing/fakeHouston";
import { renderApp } from "../../testing/renderApp";
import { forgetQueues } from "./grid/editQueue";
import { aColumn, anImport, FakeSheet } from "./testing";

const ME = { id: "me", email: "me@example.org", full_name: "Me", roles: ["researcher"] };
const ENGLISH = /\b(the|is|not|must|but|of|and|row|rows|picture|column)\b/i;

const sheet = new FakeSheet(3, 2);
const group = {
  severity: "error",
  columns: [0],
  heading: "Tiefe",
  target: "Encounter.depth",
  value: "12000",
  suggestion: null,
  details: {},
  count: 1,
  rows: [2],
};
const GROUPS = [
  {
    ...group,
    code: "out_of_range",
    message: "Water depth must be between 0 and 9000 m, but it is 12000.",
    details: { least: 0, most: 9000, unit: "m" },
  },
  {
    ...group,
    code: "file_missing",
    message: "No file called “a.jgp” was uploaded. Is it “a.jpg”?",
    value: "a.jgp",
    suggestion: "a.jpg",
  },
  {
    ...group,
    code: "wrong_type",
    message: "Group size must be a number, not text.",
    value: "viele",
    details: { wanted: "a number" },
  },
];

beforeEach(async () => {
  forgetQueues();
  await i18next.changeLanguage("de");
});
afterEach(() => i18next.changeLanguage("en"));

function houston(more: Answers = {}) {
  return fakeHouston({
    "GET /auth/session": { user: ME, csrf_token: "token" },
    "GET /permissions": allowing("bulk_import"),
    "GET /bulk-imports/{id}": anImport({ counts: { error: 3, warning: 0, info: 0 } }),
    "GET /bulk-imports/{id}/columns": {
      items: [
        aColumn(0, { heading: "Tiefe", target: "Encounter.depth" }),
        aColumn(1, {
          heading: "bild",
          target: "Encounter.mediaAsset0",
          certainty: "likely",
          message: "'bild' is taken for 'Encounter.mediaAsset0'.",
          suggestions: [{ target: "Sighting.weather", label: "Weather", score: 80 }],
        }),
      ],
      generator: null,
      mapping_name: null,
    },
    "GET /bulk-imports/{id}/rows": sheet.rows,
    "GET /bulk-imports/{id}/faults": {
      revision: 1,
      checked_revision: 1,
      counts: {},
      groups: GROUPS,
      next: null,
    },
    "GET /bulk-imports/mappings": { items: [] },
    "GET /bulk-imports/targets": {
      items: [
        { target: "Encounter.depth", label: "Water depth", level: "encounter" },
        { target: "Encounter.mediaAsset#", label: "Picture", level: "asset", numbered: true },
        {
          target: "Sighting.weather",
          label: "Weather",
          labels: { en: "Weather", de: "Wetter" },
          level: "sighting",
        },
      ],
    },
    ...more,
  });
}

function expectGerman() {
  expect(screen.getByRole("main").textContent).not.toMatch(ENGLISH);
}

describe("an import in German", () => {
  it("says in German what is wrong, with the limits and what is probably meant", async () => {
    houston();
    renderApp("/imports/import-1?tab=rows");
    const list = await screen.findByRole("list", { name: "Was nicht stimmt" });
    const kinds = await within(list).findAllByRole("button", { expanded: false });
    const texts = kinds.map((kind) => kind.textContent);
    expect(texts[0]).toContain("Außerhalb der Grenzen");
    expect(texts[0]).toContain("„Tiefe“ muss zwischen 0 m und 9.000 m liegen, hier steht „12000“.");
    expect(texts[1]).toContain(
      "Keine Datei mit dem Namen „a.jgp“ wurde hochgeladen. Ist „a.jpg“ gemeint?",
    );
    expect(texts[2]).toContain("„Tiefe“ muss eine Zahl sein, hier steht „viele“.");
    expectGerman();
  });

  it("calls the targets of columns by German names", async () => {
    houston();
    renderApp("/imports/import-1?tab=columns");
    expect(await screen.findByRole("button", { name: /Tiefe bedeutet: Wassertiefe/ })).toBeTruthy();
    expect(screen.getByRole("button", { name: /bild bedeutet: Bild 1/ })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Wetter" })).toBeTruthy();
    expect(screen.getByText("„bild“ wird für „Bild 1“ gehalten.")).toBeTruthy();
    expectGerman();
  });

  it("says in German how another system's package was understood", async () => {
    const message = "60 observations of 3 deployments became 50 rows and 55 boxes.";
    const details = { observations: 60, deployments: 3, rows: 50, boxes: 55 };
    houston({
      "GET /bulk-imports/{id}/columns": {
        items: [],
        notes: [
          { code: "package_converted", message, details },
          {
            code: "boxes_unsure",
            message: "Boxes that do not reach the threshold of 0.2, and are left out: 7.",
            details: { file: "md.json", count: 7, threshold: 0.2 },
          },
        ],
        generator: "Camtrap DP",
        mapping_name: null,
      },
      "GET /submissions/{id}/files": { items: [], next: null },
    });
    renderApp("/imports/import-1?tab=sheet");
    expect(
      await screen.findByText(
        "Aus 60 Beobachtungen an 3 Kamerastandorten wurden 50 Zeilen und 55 Rahmen.",
      ),
    ).toBeTruthy();
    expect(screen.getByText("So wurde md.json verstanden:")).toBeTruthy();
    expect(
      screen.getByText("7 Rahmen erreichen die Schwelle von 0,2 nicht und bleiben weg."),
    ).toBeTruthy();
  });

  it("says in German why a file was not taken", async () => {
    const file = {
      file: "1",
      name: "notes.jpg",
      status: "refused",
      rows: [2],
      row_count: 1,
      candidates: [],
      code: "not_a_picture",
      reason: "The file is not a picture, whatever its name says.",
      details: {},
      exif_differs: [],
    };
    houston({
      "GET /bulk-imports/{id}/files": { counts: { refused: 1 }, items: [file], next: null },
    });
    renderApp("/imports/import-1?tab=files");
    expect(
      await screen.findByText("Die Datei ist kein Bild, was immer ihr Name sagt."),
    ).toBeTruthy();
    expectGerman();
  });

  it("says in German what Houston refuses", async () => {
    houston({
      "GET /bulk-imports/{id}/columns": {
        status: 409,
        problem: { detail: "The import has no sheet yet.", type: "/docs/errors#no_sheet" },
      },
    });
    renderApp("/imports/import-1?tab=columns");
    expect(
      await screen.findByText("Der Import hat noch keine Tabelle, oder sie wird noch gelesen."),
    ).toBeTruthy();
    expectGerman();
  });
});
