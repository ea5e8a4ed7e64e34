import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Individual } from "../../api/types";
import { fakeHouston } from "../../testing/fakeHouston";
import { anIndividual, aSpecies } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

async function open(changes: Partial<Individual>) {
  fakeHouston({
    "GET /species/{id}": aSpecies(),
    "GET /individuals/{id}": anIndividual(changes),
    "GET /individuals/{id}/gallery": { items: [], next: null },
    "GET /individuals/{id}/history": { items: [], next: null },
    "GET /encounters": { items: [], next: null },
  });
  renderApp("/individuals/individual-1");
  await screen.findByRole("heading", { name: "Zoe" });
}

describe("the page of an individual", () => {
  it("shows its social units with its role, and its satellite tags", async () => {
    await open({
      social_units: [{ name: "Harem 4", role: "mare" }, { name: "Harem 5" }],
      satellite_tags: ["PTT-1", "PTT-2"],
    });
    expect(screen.getByText("Harem 4 (mare), Harem 5")).toBeTruthy();
    expect(screen.getByText("PTT-1, PTT-2")).toBeTruthy();
  });

  it("says nothing of units and tags where it has none", async () => {
    await open({});
    expect(screen.queryByText("Social units")).toBeNull();
    expect(screen.queryByText("Satellite tags")).toBeNull();
  });
});
