import { screen } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { type Answers, allowing, fakeHouston } from "../../testing/fakeHouston";
import { renderApp } from "../../testing/renderApp";
import { forgetQueues } from "./grid/editQueue";
import { anImport } from "./testing";
import type { BulkImport } from "./types";

const ME = { id: "me", email: "me@example.org", full_name: "Me", roles: ["researcher"] };
const NOON = "2024-06-03T12:00:00+00:00";
const JOB = {
  id: "job-1",
  kind: "remove_import",
  state: "queued",
  progress: { done: 0, total: null, message: "" },
  attempts: 0,
  reason: null,
  result: null,
  created_at: NOON,
  updated_at: NOON,
  finished_at: null,
};
const THERE = anImport({ state: "done", allowed: { remove: true } });
const GONE = anImport({ state: "done", deleted_at: NOON, allowed: { restore: true } });
const PROGRESS = {
  done: 500,
  total: 2000,
  message: "500 of 1,000 encounters removed",
  rate: 250,
  seconds_left: 6,
};

beforeEach(forgetQueues);

/** A Houston that answers for the import with one of these after the other, the last again and again. */
function houston(states: BulkImport[], answers: Answers = {}) {
  const left = [...states];
  return fakeHouston({
    "GET /auth/session": { user: ME, csrf_token: "token" },
    "GET /permissions": allowing("bulk_import"),
    "GET /bulk-imports": { items: [], next: null },
    "GET /bulk-imports/{id}": () => (left.length > 1 ? left.shift() : left[0]) as object,
    "GET /bulk-imports/{id}/problems": { items: [], next: null },
    "GET /bulk-imports/{id}/removal": {
      encounters: 100,
      sightings: { go: 50, stay: [] },
      individuals: { go: 9, stay: [{ id: "i", name: "Amber", why: "Met by others too" }] },
    },
    "GET /submissions/{id}/files": { items: [], next: null },
    "POST /bulk-imports/{id}/remove": JOB,
    "POST /bulk-imports/{id}/restore": { ...JOB, kind: "restore_import" },
    ...answers,
  });
}

describe("removing an import", () => {
  it("shows first what would go and what stays, then how far it is, and the way back", async () => {
    const going = anImport({ state: "done", removal: "removing", progress: PROGRESS, allowed: {} });
    const server = houston([THERE, going, GONE]);
    const { person } = renderApp("/imports/import-1");
    await person.click(await screen.findByRole("button", { name: "Remove the import…" }));
    expect(await screen.findByText(/100 encounters, 50 sightings and 9 individuals/)).toBeTruthy();
    expect(screen.getByText("Amber: Met by others too")).toBeTruthy();
    await person.click(screen.getByRole("button", { name: "Remove" }));
    expect(await screen.findByText("500 of 1,000 encounters removed")).toBeTruthy();
    expect(screen.getByText("Being removed")).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(await screen.findByText("The import is removed.")).toBeTruthy();
    expect(server.askedFor("POST /bulk-imports/{id}/remove")).toHaveLength(1);
    await screen.findByText("Bring in a spreadsheet with its pictures");
    await person.click(screen.getByRole("button", { name: "Restore" }));
    expect(
      await screen.findByText("This import is removed. Within 30 days it can be restored."),
    ).toBeTruthy();
    expect(server.askedFor("POST /bulk-imports/{id}/restore")).toHaveLength(1);
  });

  it("of a few rows is over before one looks, and is told all the same", async () => {
    houston([THERE, GONE]);
    const { person } = renderApp("/imports/import-1");
    await person.click(await screen.findByRole("button", { name: "Remove the import…" }));
    await screen.findByText(/100 encounters/);
    await person.click(screen.getByRole("button", { name: "Remove" }));
    expect(await screen.findByText("The import is removed.")).toBeTruthy();
  });

  it("is found going on by who comes back to the page", async () => {
    const message = "500 of 1,000 encounters brought back";
    const progress = { ...PROGRESS, message };
    houston([{ ...GONE, removal: "restoring", progress, allowed: {} }, THERE]);
    renderApp("/imports/import-1");
    expect(await screen.findByText(message)).toBeTruthy();
    expect(screen.getByText("Being restored")).toBeTruthy();
    expect(await screen.findByRole("button", { name: "Remove the import…" })).toBeTruthy();
  });

  it.each([
    ["finished", "Remove", "POST /bulk-imports/{id}/remove"],
    ["taken back", "Restore", "POST /bulk-imports/{id}/restore"],
  ] as const)("that failed half way says why, and is %s", async (_, button, address) => {
    const reason = "These records are another's.";
    const allowed = { remove: true, restore: true };
    const server = houston([{ ...THERE, removal: "removal_failed", reason, allowed }]);
    const { person } = renderApp("/imports/import-1");
    expect(await screen.findByText("The import could not be removed completely.")).toBeTruthy();
    expect(screen.getByText(reason)).toBeTruthy();
    await person.click(screen.getByRole("button", { name: button }));
    expect(await screen.findByText(/You may leave this page/)).toBeTruthy();
    expect(server.askedFor(address)).toHaveLength(1);
  });
});
