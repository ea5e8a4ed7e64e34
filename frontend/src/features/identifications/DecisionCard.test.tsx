import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { allowing, fakeHouston } from "../../testing/fakeHouston";
import { anIdentification, aQuery } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

it("whoever decides by keyboard can undo it by keyboard at once", async () => {
  const query = aQuery();
  const identification = anIdentification({ queries: [query] });
  fakeHouston({
    "GET /permissions": allowing("edit"),
    "GET /identifications/{id}": () => structuredClone(identification),
    "POST /identifications/{id}/decisions": () => {
      query.review = "no_match";
      identification.decisions = [
        {
          id: "decision-1",
          annotation: query.annotation,
          candidate: null,
          decided_at: "2024-06-03T12:00:00+00:00",
          decided_by: "me",
          decision: "no_match",
          encounter: "encounter-1",
          individual: null,
          state: "applied",
          undoable: true,
          undone_at: null,
          undone_by: null,
        },
      ];
      return {};
    },
  });
  const { person } = renderApp("/identifications/identification-1");
  const button = await screen.findByRole("button", { name: "No match" });
  button.focus();
  await person.keyboard("{Enter}");
  const undo = await screen.findByRole("button", { name: "Undo the decision" });
  await waitFor(() => expect(document.activeElement).toBe(undo));
});
