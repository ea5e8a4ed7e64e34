import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { allowing, fakeHouston } from "../../testing/fakeHouston";
import {
  anAnnotation,
  anAsset,
  anEncounter,
  anIdentification,
  aSighting,
  aSpecies,
} from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

function open(pictures: string[]) {
  const server = fakeHouston({
    "GET /permissions": allowing("edit", "identify"),
    "GET /species/{id}": aSpecies(),
    "GET /encounters/{id}": anEncounter(),
    "GET /sightings/{id}": aSighting(),
    "GET /encounters": { items: [], next: null },
    "GET /encounters/{id}/history": { items: [], next: null },
    "GET /assets": {
      items: pictures.map((name) =>
        anAsset({
          id: `asset-${name}`,
          name,
          encounters: ["encounter-1"],
          annotations: [
            anAnnotation({ id: `annotation-${name}`, encounter: "encounter-1" }),
            anAnnotation({ id: `other-${name}`, encounter: "encounter-2" }),
          ],
        }),
      ),
      next: null,
    },
    "GET /identifications": { items: [], next: null },
    "POST /identifications": anIdentification(),
    "GET /identifications/{id}": anIdentification({ state: "running", queries: [] }),
  });
  return { server, ...renderApp("/encounters/encounter-1") };
}

describe("asking who the animal of an encounter is", () => {
  it("says that several pictures are asked about as one, and asks about all of them", async () => {
    const { server, person } = open(["a.jpg", "b.jpg"]);
    expect(await screen.findByText(/Its 2 pictures are asked about as one/)).toBeTruthy();
    await person.click(screen.getByRole("button", { name: "Start identification" }));
    const [asked] = server.askedFor("POST /identifications");
    expect(asked?.body).toEqual({ encounter: "encounter-1" });
  });

  it("asks about one picture only", async () => {
    const { server, person } = open(["a.jpg", "b.jpg"]);
    await person.click(await screen.findByText("Ask about one picture only"));
    await person.click(screen.getByRole("button", { name: "Only b.jpg" }));
    const [asked] = server.askedFor("POST /identifications");
    expect(asked?.body).toEqual({ annotations: ["annotation-b.jpg"] });
  });

  it("offers no choice where there is one picture", async () => {
    open(["a.jpg"]);
    await screen.findByRole("button", { name: "Start identification" });
    await screen.findAllByText("a.jpg");
    expect(screen.queryByText(/asked about as one/)).toBeNull();
    expect(screen.queryByText("Ask about one picture only")).toBeNull();
  });
});
