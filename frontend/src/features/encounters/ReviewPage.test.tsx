import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { allowing, fakeHouston } from "../../testing/fakeHouston";
import { anEncounter } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

const CURATOR = { id: "curator", email: "c@example.org", full_name: "Cora", roles: ["curator"] };

function houston(encounters = ["first", "second", "third"]) {
  const waiting = encounters.map((id) => anEncounter({ id, behaviour: `${id} one` }));
  return fakeHouston({
    "GET /auth/session": { user: CURATOR, csrf_token: "token" },
    "GET /permissions": allowing("approve", "edit"),
    "GET /encounters": { items: waiting, next: null, total: waiting.length },
    "GET /assets": { items: [], next: null },
    "POST /encounters/{id}/approve": {},
    "POST /encounters/{id}/unapprove": {},
    "POST /encounters/{id}/reject": {},
  });
}

async function open() {
  const { person } = renderApp("/review");
  await screen.findByText("first one");
  await screen.findByRole("button", { name: "Approve" });
  return person;
}

describe("the review queue", () => {
  it("is gone through with j and k", async () => {
    houston();
    const person = await open();
    await person.keyboard("jj");
    expect(await screen.findByText("third one")).toBeTruthy();
    await person.keyboard("k");
    expect(await screen.findByText("second one")).toBeTruthy();
  });

  it("approves with a and takes it back with u", async () => {
    const server = houston();
    const person = await open();
    await person.keyboard("a");
    await screen.findByText("Approved.");
    expect(server.askedFor("POST /encounters/{id}/approve")[0]?.path).toBe(
      "/encounters/first/approve",
    );
    await person.keyboard("u");
    await screen.findByText("Back in the queue.");
    expect(server.askedFor("POST /encounters/{id}/unapprove")[0]?.path).toBe(
      "/encounters/first/unapprove",
    );
  });

  it("rejects only with a reason, and letters typed there are no shortcuts", async () => {
    const server = houston();
    const person = await open();
    await person.keyboard("r");
    const reason = await screen.findByLabelText(/Reason/);
    await person.keyboard("{Enter}");
    expect(server.askedFor("POST /encounters/{id}/reject")).toHaveLength(0);
    await person.type(reason, "a dog, just a dog{Enter}");
    await waitFor(() =>
      expect(server.askedFor("POST /encounters/{id}/reject")[0]?.body).toEqual({
        reason: "a dog, just a dog",
      }),
    );
    expect(server.askedFor("POST /encounters/{id}/approve")).toHaveLength(0);
  });

  it("says what to do when there is nothing to review", async () => {
    houston([]);
    renderApp("/review");
    expect(await screen.findByText("Everything is reviewed")).toBeTruthy();
  });
});
