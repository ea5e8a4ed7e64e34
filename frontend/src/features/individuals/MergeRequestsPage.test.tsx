import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { allowing, fakeHouston, refusal } from "../../testing/fakeHouston";
import { anIndividual } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

const ME = { id: "me", email: "me@example.org", full_name: "Me", roles: ["researcher"] };
const request = {
  id: "request-1",
  individual: "asha",
  from: ["bahati"],
  resolve: {},
  state: "open",
  reason: null,
  requested_by: "other",
  requested_by_name: "Ada Okoro",
  deadline: "2030-06-10T12:00:00+00:00",
  created_at: "2030-06-03T12:00:00+00:00",
  votes: [] as object[],
  private: [] as object[],
};

function houston(requests = [request]) {
  return fakeHouston({
    "GET /auth/session": { user: ME, csrf_token: "token" },
    "GET /permissions": allowing("work_together"),
    "GET /submissions": { items: [], next: null },
    "GET /individuals/merge-requests": { items: requests },
    "GET /individuals/{id}": ({ path }) =>
      anIndividual(
        path.endsWith("asha") ? { id: "asha", name: "Asha" } : { id: "bahati", name: "Bahati" },
      ),
    "GET /individuals/{id}/gallery": ({ path }) => ({
      items: [{ annotation: "a", asset: path, encounter: "e", viewpoint: "left" }],
      next: null,
    }),
    "PUT /individuals/merge-requests/{request_id}/vote": { ...request, state: "blocked" },
  });
}

describe("requests to merge individuals", () => {
  it("say whose is what is not open to whoever is asked, and how it could be opened", async () => {
    const closed = [
      { individual: "asha", only_of_asker: true },
      { individual: "bahati", only_of_asker: false },
    ];
    fakeHouston({
      "GET /auth/session": { user: ME, csrf_token: "token" },
      "GET /permissions": allowing("work_together"),
      "GET /individuals/merge-requests": { items: [{ ...request, private: closed }] },
      "GET /individuals/{id}": ({ path }) =>
        path.endsWith("asha")
          ? refusal(404, "There is no such individual, or you may not see it.")
          : anIndividual({ id: "bahati", name: "Bahati" }),
      "GET /individuals/{id}/gallery": { items: [], next: null },
    });
    renderApp("/individuals/merge-requests");
    expect(await screen.findByText(/This animal is private/)).toBeTruthy();
    expect(screen.getByText(/It is theirs who asks, Ada Okoro/)).toBeTruthy();
    const bahati = await screen.findByRole("region", { name: "Bahati" });
    expect(within(bahati).getByText(/Some of its encounters are private/)).toBeTruthy();
    expect(within(bahati).getByText(/not only theirs who asks/)).toBeTruthy();
    const ways = screen.getAllByRole("link", { name: "Propose a collaboration" });
    expect(ways.map((each) => each.getAttribute("href"))).toEqual(Array(2).fill("/collaborations"));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("show both animals' pictures and the deadline, and take a no with its reason", async () => {
    const server = houston();
    const { person } = renderApp("/individuals/merge-requests");
    for (const name of ["Asha", "Bahati"]) {
      const side = await screen.findByRole("region", { name });
      expect(await within(side).findByRole("img")).toBeTruthy();
    }
    expect(screen.getByText(/If nobody objects by .*2030/)).toBeTruthy();
    await person.type(screen.getByLabelText("Why (if you like)"), "Other stripes");
    await person.click(screen.getByRole("button", { name: "No, keep them apart" }));
    await waitFor(() =>
      expect(server.askedFor("PUT /individuals/merge-requests/{request_id}/vote")[0]?.body).toEqual(
        { vote: "block", reason: "Other stripes" },
      ),
    );
    expect(await screen.findByText("They stay apart.")).toBeTruthy();
  });

  it("ask nothing more of whoever has answered, or has asked", async () => {
    houston([
      { ...request, votes: [{ user: "me", vote: "agree", reason: "", at: request.created_at }] },
      { ...request, id: "request-2", requested_by: "me" },
    ]);
    renderApp("/individuals/merge-requests");
    expect(await screen.findByText("Nobody waits for your answer")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Yes, the same animal" })).toBeNull();
  });

  it("are among the next steps on the first page", async () => {
    houston();
    renderApp("/");
    expect(
      await screen.findByText("1 request to merge individuals waits for your answer."),
    ).toBeTruthy();
    const link = screen.getByRole("link", { name: "Answer" });
    expect(link.getAttribute("href")).toBe("/individuals/merge-requests");
  });
});
