import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Annotation } from "../../api/types";
import { fakeHouston } from "../../testing/fakeHouston";
import { anAnnotation, anAsset, anEncounter, aSighting, aSpecies } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

async function open(annotation: Partial<Annotation>) {
  const asset = anAsset({ annotations: [anAnnotation(annotation)] });
  fakeHouston({
    "GET /species/{id}": aSpecies(),
    "GET /encounters/{id}": anEncounter(),
    "GET /sightings/{id}": aSighting(),
    "GET /encounters": { items: [], next: null },
    "GET /encounters/{id}/history": { items: [], next: null },
    "GET /assets": { items: [{ ...asset, encounters: ["encounter-1"] }], next: null },
    "GET /identifications": { items: [], next: null },
  });
  renderApp("/encounters/encounter-1");
  await screen.findByText("zebra.jpg");
}

describe("what was seen in a box", () => {
  it("suggests a kind, with how sure that is and in the network's own word", async () => {
    await open({ taxon: "Panthera onca", taxon_score: 0.881, raw_class: "jaguar" });
    expect(screen.getByText("Looks like Panthera onca (jaguar, 88%).")).toBeTruthy();
  });

  it("says why the animal can hardly be told from others", async () => {
    await open({ identifiability: 0.5, hindrance: "cut_off" });
    expect(screen.getByText(/cut off at the edge of the picture/)).toBeTruthy();
  });

  it("says nothing where there is nothing to say", async () => {
    await open({ identifiability: 0.9, raw_class: "sorrel", raw_score: 0.2 });
    expect(screen.queryByText(/Looks like|sorrel|cut off/)).toBeNull();
  });
});
