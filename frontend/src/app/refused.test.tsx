import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { allowing, fakeHouston, refusal } from "../testing/fakeHouston";
import { renderApp } from "../testing/renderApp";

const ME = { id: "me", email: "me@example.org", full_name: "Me", roles: ["contributor"] };
const NOT_IN_ROLE = { allowed: false, reason: "Your role does not allow you to approve this." };

describe("a page that is refused", () => {
  it("leads home where nothing is there, for asking again gets the same answer", async () => {
    fakeHouston({ "GET /identifications/{id}": refusal(404, "There is no such identification.") });
    renderApp("/identifications/gone");
    const home = await screen.findByRole("link", { name: "To the home page" });
    expect(home.getAttribute("href")).toBe("/");
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  });

  it("leads to where one signs in", async () => {
    fakeHouston({
      "GET /curations/{id}": refusal(401, "Please sign in to start an identification."),
    });
    renderApp("/curations/one");
    const alert = await screen.findByRole("alert");
    expect(alert.querySelector("a")?.getAttribute("href")).toBe("/sign-in");
  });

  it("can be tried again where Houston broke", async () => {
    fakeHouston({ "GET /encounters/{id}": refusal(500, "Something broke.") });
    renderApp("/encounters/one");
    expect(await screen.findByRole("button", { name: "Try again" })).toBeTruthy();
  });
});

describe("a page for some roles", () => {
  it("never says that all is reviewed to somebody who may not review", async () => {
    fakeHouston({
      "GET /auth/session": { user: ME, csrf_token: "token" },
      "GET /permissions": { actions: { approve: NOT_IN_ROLE } },
      "GET /encounters": { items: [], next: null },
    });
    renderApp("/review");
    expect(await screen.findByText(NOT_IN_ROLE.reason)).toBeTruthy();
    expect(screen.queryByText("Everything is reviewed")).toBeNull();
  });

  it("offers no collaboration to somebody who may have none", async () => {
    fakeHouston({
      "GET /auth/session": { user: ME, csrf_token: "token" },
      "GET /permissions": { actions: { work_together: NOT_IN_ROLE } },
    });
    renderApp("/collaborations");
    expect(await screen.findByText(NOT_IN_ROLE.reason)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Propose a collaboration" })).toBeNull();
  });

  it("says what one signs in for", async () => {
    fakeHouston({ "GET /permissions": allowing() });
    renderApp("/curations");
    expect(await screen.findByText("Sign in to put a catalogue in order")).toBeTruthy();
  });
});
