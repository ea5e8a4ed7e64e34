import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { allowing, fakeHouston } from "../../testing/fakeHouston";
import { anAsset, aSubmission } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

const ME = { id: "me", email: "me@example.org", full_name: "Me", roles: ["curator"] };

function open(...actions: string[]) {
  const server = fakeHouston({
    "GET /auth/session": { user: ME, csrf_token: "token" },
    "GET /permissions": allowing(...actions),
    "GET /submissions/{id}": aSubmission({ state: "curation" }),
    "GET /assets": {
      items: [anAsset({ name: "seal.jpg", state: "failed", reason: "It broke." })],
      next: null,
    },
    "POST /assets/{id}/detect": {},
  });
  return { server, ...renderApp("/submissions/submission-1") };
}

it("a picture that failed is looked at again by who may change it", async () => {
  const { server, person } = open("edit");
  await person.click(await screen.findByRole("button", { name: "Look at seal.jpg again" }));
  await waitFor(() => expect(server.askedFor("POST /assets/{id}/detect")).toHaveLength(1));
});

it("others only see why", async () => {
  open();
  expect(await screen.findByText("It broke.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /again/ })).toBeNull();
});
