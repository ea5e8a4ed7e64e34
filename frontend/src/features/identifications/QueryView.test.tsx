import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { fakeHouston } from "../../testing/fakeHouston";
import { anIdentification } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

it("where many animals were asked about, each picture leads to its encounter", async () => {
  const identification = { ...anIdentification(), encounter: null };
  const encounter = identification.queries[0]?.encounter;
  expect(encounter).toBeTruthy();
  fakeHouston({ "GET /identifications/{id}": identification });
  renderApp("/identifications/identification-1");
  const link = await screen.findByRole("link", { name: "See the encounter of this picture" });
  expect(link.getAttribute("href")).toBe(`/encounters/${encounter}`);
});
