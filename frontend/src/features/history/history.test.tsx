import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { HistoryEntry } from "../../api/types";
import { createQueryClient } from "../../app/queryClient";
import { fakeHouston } from "../../testing/fakeHouston";
import { HistoryList } from "./HistoryList";

const ME = { id: "me", email: "me@example.org", full_name: "Me", roles: [] };

function entry(changes: Partial<HistoryEntry>): HistoryEntry {
  return {
    id: "1",
    at: "2024-06-03T12:00:00+00:00",
    actor: null,
    action: "changed",
    before: null,
    after: null,
    reason: null,
    request_id: null,
    ...changes,
  };
}

function show(entries: HistoryEntry[]) {
  fakeHouston({ "GET /auth/session": { user: ME, csrf_token: "" } });
  render(
    <QueryClientProvider client={createQueryClient()}>
      <HistoryList entries={entries} />
    </QueryClientProvider>,
  );
}

describe("the history of a record", () => {
  it("tells each changed field with what it was and is, and nothing of what stayed", () => {
    show([
      entry({
        before: { behaviour: "", sex: "female", state: "unapproved", version: 1 },
        after: { behaviour: "drinking", sex: "female", state: "approved", version: 2 },
      }),
    ]);
    expect(screen.getByText("Behaviour: nothing → drinking")).toBeTruthy();
    expect(screen.getByText("State: Waiting for review → Approved")).toBeTruthy();
    expect(screen.getAllByRole("listitem")).toHaveLength(3);
  });

  it("does not repeat the whole record where it began", () => {
    show([entry({ action: "created", before: null, after: { behaviour: "drinking" } })]);
    expect(screen.getByText("Reported")).toBeTruthy();
    expect(screen.queryByText(/drinking/)).toBeNull();
  });

  it("says what the reader did themselves, and why something was done", async () => {
    show([entry({ actor: "me", action: "state", reason: "It is a dog." })]);
    expect(await screen.findByText(/by you/)).toBeTruthy();
    expect(screen.getByText("It is a dog.")).toBeTruthy();
  });
});
