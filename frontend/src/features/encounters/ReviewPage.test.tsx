import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { type Answers, allowing, fakeHouston, refusal } from "../../testing/fakeHouston";
import { anEncounter } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

const CURATOR = { id: "curator", email: "c@example.org", full_name: "Cora", roles: ["curator"] };

function houston(encounters = ["first", "second", "third"], changes: Answers = {}) {
  const waiting = encounters.map((id) => anEncounter({ id, behaviour: `${id} one` }));
  return fakeHouston({
    "GET /auth/session": { user: CURATOR, csrf_token: "token" },
    "GET /permissions": allowing("approve", "edit"),
    "GET /encounters": { items: waiting, next: null, total: waiting.length },
    "GET /assets": { items: [], next: null },
    "POST /encounters/{id}/approve": {},
    "POST /encounters/{id}/unapprove": {},
    "POST /encounters/{id}/reject": {},
    ...changes,
  });
}

/** The first that waits is gone once it is approved, by this person or, where they are refused, by another. */
function queue(ids: string[], approved: unknown = {}) {
  let waiting = ids.map((id) => anEncounter({ id, behaviour: `${id} one` }));
  return houston([], {
    "GET /encounters": () => ({ items: waiting, next: null, total: waiting.length }),
    "POST /encounters/{id}/approve": () => {
      waiting = waiting.slice(1);
      return approved;
    },
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

  it("takes several decisions back, the last first", async () => {
    const server = houston();
    const person = await open();
    await person.keyboard("a");
    await screen.findByText("Approved.");
    await person.keyboard("j");
    await screen.findByText("second one");
    await screen.findByRole("button", { name: "Approve" });
    await person.keyboard("A");
    await screen.findByRole("button", { name: "1 more" });
    expect(screen.getAllByText("Approved.")).toHaveLength(1);
    await person.keyboard("u");
    await screen.findByText("Back in the queue.");
    await person.keyboard("u");
    const undone = () => server.askedFor("POST /encounters/{id}/unapprove");
    await waitFor(() => expect(undone()).toHaveLength(2));
    expect(undone().map(({ path }) => path)).toEqual([
      "/encounters/second/unapprove",
      "/encounters/first/unapprove",
    ]);
  });

  it("approves one for each press of the key, however long it is held down", async () => {
    const server = houston();
    const person = await open();
    await person.keyboard("{a>}");
    await screen.findByText("Approved.");
    await waitFor(() => expect(screen.getByRole("button", { name: "Approve" })).toBeTruthy());
    fireEvent.keyDown(document.body, { key: "a", repeat: true });
    fireEvent.keyDown(document.body, { key: "j", repeat: true });
    expect(await screen.findByText("second one")).toBeTruthy();
    expect(server.askedFor("POST /encounters/{id}/approve")).toHaveLength(1);
  });

  it("says that the last one is approved, too, and takes it back", async () => {
    const server = queue(["first"]);
    const person = await open();
    await person.keyboard("a");
    expect(await screen.findByText("Everything is reviewed")).toBeTruthy();
    expect(await screen.findByText("Approved.")).toBeTruthy();
    await person.keyboard("u");
    expect(await screen.findByText("Back in the queue.")).toBeTruthy();
    expect(server.askedFor("POST /encounters/{id}/unapprove")[0]?.path).toBe(
      "/encounters/first/unapprove",
    );
  });

  it("looks anew at what waits where a decision is refused", async () => {
    queue(["first", "second"], refusal(404, "There is no such encounter."));
    const person = await open();
    await person.keyboard("a");
    expect(await screen.findByText("There is no such encounter.")).toBeTruthy();
    expect(await screen.findByText("second one")).toBeTruthy();
  });

  it("keeps whoever decides with Tab and Enter at the decision", async () => {
    queue(["first", "second"]);
    const person = await open();
    screen.getByRole("button", { name: "Approve" }).focus();
    await person.keyboard("{Enter}");
    await screen.findByText("second one");
    await screen.findByRole("button", { name: "Approve" });
    expect(document.activeElement).toBe(screen.getByRole("group", { name: "Review" }));
    await person.tab();
    expect(document.activeElement?.textContent).toBe("Approve");
  });

  it("says what to do when there is nothing to review", async () => {
    houston([]);
    renderApp("/review");
    expect(await screen.findByText("Everything is reviewed")).toBeTruthy();
  });
});
