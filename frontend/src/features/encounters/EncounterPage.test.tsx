import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Encounter, Sighting } from "../../api/types";
import { fakeHouston } from "../../testing/fakeHouston";
import { anEncounter, aSighting, aSpecies } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

async function open(encounter: Partial<Encounter>, sighting: Partial<Sighting> = {}) {
  fakeHouston({
    "GET /species/{id}": aSpecies(),
    "GET /encounters/{id}": anEncounter(encounter),
    "GET /sightings/{id}": aSighting(sighting),
    "GET /encounters": { items: [], next: null },
    "GET /encounters/{id}/history": { items: [], next: null },
    "GET /assets": { items: [], next: null },
    "GET /identifications": { items: [], next: null },
  });
  const { person } = renderApp("/encounters/encounter-1");
  await screen.findByRole("heading", { name: "What is known" });
  return person;
}

/** The value beside a label. */
function told(label: string): string {
  const term = screen.getByText(label, { selector: "dt" });
  return term.nextElementSibling?.textContent ?? "";
}

describe("the page of an encounter", () => {
  it("shows all that a sheet told", async () => {
    await open(
      {
        measurements: [
          { name: "shoulder height", value: 1.32, unit: "m", sampling_protocol: "laser" },
        ],
        samples: [
          {
            id: "T-1",
            tissue_type: "skin",
            analyses: [
              { kind: "sex", task_id: "L-9", value: "female" },
              { kind: "microsatellites", id: "M-3", alleles: { EQ1: ["112", "118"] } },
            ],
          },
        ],
        keywords: ["mud bath", "night"],
        media: [{ asset: "a.jpg", keywords: ["left"], labels: { angle: "steep" }, quality: 0.8 }],
        animal: {
          names: [{ context: "nickname", value: "Stripe" }],
          social_units: [{ name: "Harem 4", role: "mare" }],
          satellite_tags: ["PTT-1"],
          custom_fields: { story: "Born by the river." },
        },
      },
      { survey: { id: "S-7", type: "transect", vessel: null, comments: null } },
    );
    await screen.findByRole("heading", { name: "Survey" });
    expect(told("shoulder height")).toBe("1.32 m (laser)");
    expect(screen.getByText("T-1, skin")).toBeTruthy();
    expect(told("Sex by analysis")).toBe("female, laboratory L-9");
    expect(told("Microsatellites")).toBe("EQ1 112/118, analysis M-3");
    expect(screen.getByText("mud bath")).toBeTruthy();
    expect(told("a.jpg")).toBe("left, angle: steep, quality 0.8");
    expect(told("Names")).toBe("Stripe (Nickname)");
    expect(told("Social units")).toBe("Harem 4 (mare)");
    expect(told("Satellite tags")).toBe("PTT-1");
    expect(told("Story")).toBe("Born by the river.");
    expect(told("Code")).toBe("S-7");
    expect(screen.queryByText("Vessel")).toBeNull();
  });

  it("shows no group that is empty", async () => {
    await open({ keywords: ["night"], media: [{ asset: "a.jpg", keywords: [], labels: {} }] });
    await screen.findByRole("heading", { name: "Keywords" });
    for (const name of [
      "Measurements",
      "Samples",
      "People",
      "Survey",
      "About the animal",
      "About the pictures",
    ]) {
      expect(screen.queryByRole("heading", { name })).toBeNull();
    }
  });

  it("says nothing besides where nothing was told", async () => {
    await open({});
    expect(screen.queryByRole("heading", { name: "What was told besides" })).toBeNull();
  });

  it("shows people by what they have to do with it, and their addresses can be written to", async () => {
    await open({
      people: [
        { role: "submitter", name: "Ann Roe", email: "ann@example.org", affiliation: "Mara U" },
        { role: "photographer", name: "Bo", email: null, affiliation: null },
      ],
    });
    const heading = await screen.findByRole("heading", { name: "People" });
    expect(told("Took the pictures").trim()).toBe("Bo");
    const card = heading.parentElement as HTMLElement;
    const link = within(card).getByRole("link", { name: "ann@example.org" });
    expect(link.getAttribute("href")).toBe("mailto:ann@example.org");
    expect(told("Sent in")).toContain("Ann Roe, Mara U");
    expect(screen.queryByText("Wants to hear of it")).toBeNull();
  });

  it("keeps the further columns of the sheet folded until they are asked for", async () => {
    const person = await open({ verbatim: { "Local name": "punda", Empty: null } });
    const summary = await screen.findByText("Further columns of the sheet");
    const details = summary.closest("details") as HTMLDetailsElement;
    expect(details.open).toBe(false);
    await person.click(summary);
    expect(details.open).toBe(true);
    expect(told("Local name")).toBe("punda");
    expect(screen.queryByText("Empty")).toBeNull();
  });
});
