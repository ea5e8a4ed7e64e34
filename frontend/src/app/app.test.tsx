import { render, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { allowing, fakeHouston, refusal } from "../testing/fakeHouston";
import { anEncounter, aSubmission } from "../testing/records";
import { renderApp } from "../testing/renderApp";
import { ErrorBoundary } from "./ErrorBoundary";

const NOTHING = {
  "GET /statistics": {
    sightings: 0,
    encounters: 0,
    individuals: 0,
    unapproved: 0,
    identified: 0,
    species: [],
  },
};
const SOMETHING = {
  "GET /statistics": {
    sightings: 3,
    encounters: 5,
    individuals: 2,
    unapproved: 4,
    identified: 1,
    species: [],
  },
  "GET /encounters": { items: [anEncounter()], next: null, total: 1 },
  "GET /assets": { items: [], next: null },
};

describe("the start page", () => {
  it("of an empty house says what to do next", async () => {
    fakeHouston(NOTHING);
    renderApp("/");
    expect(await screen.findByText("No animals yet")).toBeTruthy();
  });

  it("leads who may review to what waits for review", async () => {
    fakeHouston({ ...SOMETHING, "GET /permissions": allowing("approve") });
    renderApp("/");
    expect(await screen.findByText("4 encounters wait for review.")).toBeTruthy();
  });

  it("reminds of a report that was begun here, and of reports that are stuck", async () => {
    localStorage.setItem("codex.report", JSON.stringify({ submission: "begun" }));
    fakeHouston({
      ...SOMETHING,
      "GET /auth/session": {
        user: { id: "me", full_name: "Me", email: "me@example.org", roles: [] },
        csrf_token: "",
      },
      "GET /submissions": {
        items: [aSubmission({ state: "invalid" }), aSubmission({ state: "done" })],
        next: null,
      },
    });
    renderApp("/");
    expect(await screen.findByText("You began a report on this device.")).toBeTruthy();
    expect(await screen.findByText("1 of your reports needs your attention.")).toBeTruthy();
  });

  it("says so when the server is away, and tries again when asked", async () => {
    fakeHouston({ ...SOMETHING, "GET /statistics": refusal(500, "The house is on fire.") });
    renderApp("/");
    expect(await screen.findByText("The house is on fire.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
  });
});

describe("the navigation", () => {
  const entries = () =>
    within(screen.getByRole("navigation", { name: "Main" }))
      .getAllByRole("link")
      .map((link) => link.textContent);

  it("shows the review only to those whom the server allows to approve", async () => {
    fakeHouston(NOTHING);
    renderApp("/");
    await screen.findByText("No animals yet");
    expect(entries()).not.toContain("Review");
  });

  it("shows it to a curator", async () => {
    fakeHouston({ ...NOTHING, "GET /permissions": allowing("approve") });
    renderApp("/");
    await waitFor(() => expect(entries()).toContain("Review"));
  });
});

it("an address without a page says so", async () => {
  fakeHouston();
  renderApp("/no/such/page");
  expect(await screen.findByText("There is no such page")).toBeTruthy();
});

function Broken(): never {
  throw new Error("broken on purpose");
}

it("a page that breaks says so and offers a way on", () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  render(
    <ErrorBoundary>
      <Broken />
    </ErrorBoundary>,
  );
  expect(screen.getByText("This page broke")).toBeTruthy();
});
