import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { expect, it } from "vitest";
import { createQueryClient } from "../../app/queryClient";
import { fakeHouston } from "../../testing/fakeHouston";
import { HistoryList } from "./HistoryList";

const ENTRY = {
  id: "1",
  at: "2024-06-03T12:00:00+00:00",
  actor: null,
  action: "identified",
  reason: null,
  request_id: null,
};

function show(before: Record<string, unknown> | null, after: Record<string, unknown>) {
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter>
        <HistoryList entries={[{ ...ENTRY, before, after }]} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

it("an identity is told by the animal's name, which leads to it", async () => {
  const server = fakeHouston({
    "GET /individuals": { items: [{ id: "amara-1", name: "Amara" }], next: null },
  });
  show({ individual: null }, { individual: "amara-1" });
  const link = await screen.findByRole("link", { name: "Amara" });
  expect(link.getAttribute("href")).toBe("/individuals/amara-1");
  expect(screen.getByText(/nothing →/)).toBeTruthy();
  expect(screen.queryByText(/amara-1/)).toBeNull();
  expect(server.askedFor("GET /individuals")).toHaveLength(1);
});

it("an animal that has gone is told to be gone, without asking for it in vain", async () => {
  const server = fakeHouston({ "GET /individuals": { items: [], next: null } });
  show({ individual: "gone-1" }, { individual: null });
  expect(await screen.findByText(/no longer in the catalogue/)).toBeTruthy();
  expect(server.askedFor("GET /individuals/{id}")).toHaveLength(0);
});

it("an individual's history leads to the encounters that it gained", () => {
  fakeHouston({});
  show(null, { encounters: ["encounter-1"] });
  const link = screen.getByRole("link", { name: "See the encounter" });
  expect(link.getAttribute("href")).toBe("/encounters/encounter-1");
});
