import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { allowing, fakeHouston } from "../../testing/fakeHouston";
import { anIdentification, aQuery } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

const WHY = "There is no other encounter of this species that you may see.";

it("the first animal of its species was compared with nobody, and can be named", async () => {
  const identification = anIdentification({
    queries: [aQuery({ individuals: [], reason: WHY })],
  });
  fakeHouston({
    "GET /permissions": allowing("edit"),
    "GET /identifications/{id}": { ...identification, match_set: { size: 1, filters: {} } },
    "GET /assets": { items: [], next: null },
  });
  renderApp("/identifications/identification-1");
  expect(await screen.findByText(WHY)).toBeTruthy();
  expect(await screen.findByRole("button", { name: "New individual…" })).toBeTruthy();
  expect(screen.queryByText(/Compared with/)).toBeNull();
});
