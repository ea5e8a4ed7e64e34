import { onlineManager } from "@tanstack/react-query";
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { refusal } from "../../testing/fakeHouston";
import { identificationHouston as houston } from "../../testing/identificationHouston";
import { anIdentification, aQuery, askedAsOne } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

describe("a decision about an identification", () => {
  it("matches with an individual, or with an animal that has no name yet", async () => {
    const server = houston();
    const { person } = renderApp("/identifications/identification-1");
    await person.click(await screen.findByRole("button", { name: "It is Amber" }));
    await person.keyboard("{ArrowRight}{ArrowRight}");
    await person.click(await screen.findByRole("button", { name: "It is the same animal" }));
    const bodies = server.askedFor("POST /identifications/{id}/decisions").map(({ body }) => body);
    expect(bodies).toEqual([
      { annotation: "annotation-0", decision: "matched", individual: "individual-2" },
      { annotation: "annotation-0", decision: "matched", candidate: "annotation-4" },
    ]);
  });

  it("says once, and at the field, why a name is refused", async () => {
    const message = "Another zebra is called Amber.";
    houston(anIdentification(), {
      "POST /identifications/{id}/decisions": refusal(409, message, [
        { pointer: "/name", code: "name_taken", message },
      ]),
    });
    const { person } = renderApp("/identifications/identification-1");
    await person.click(await screen.findByRole("button", { name: "New individual…" }));
    await person.type(screen.getByLabelText("Name"), "Amber{Enter}");
    await waitFor(() =>
      expect(screen.getByLabelText("Name").getAttribute("aria-invalid")).toBe("true"),
    );
    const alert = screen.getAllByRole("alert").find(({ textContent }) => textContent);
    expect(alert?.textContent?.split(message)).toHaveLength(2);
  });

  it("asks before an individual would go with its last encounter", async () => {
    const server = houston(anIdentification(), {
      "POST /identifications/{id}/decisions": refusal(409, "Amber would have no encounter left.", [
        { pointer: "", code: "would_orphan", message: "This individual would go along." },
      ]),
    });
    const { person } = renderApp("/identifications/identification-1");
    await person.click(await screen.findByRole("button", { name: "It is Amber" }));
    await person.click(await screen.findByRole("button", { name: "Go on all the same" }));
    expect(server.askedFor("POST /identifications/{id}/decisions").at(-1)?.body).toMatchObject({
      cascade: true,
    });
  });

  it("says that it was made by what all pictures say as one, where they were asked so", async () => {
    const together = askedAsOne("annotation-9");
    const server = houston(
      anIdentification({
        queries: [aQuery({ together }), aQuery({ together, annotation: "annotation-9" })],
      }),
    );
    const { person } = renderApp("/identifications/identification-1");
    await person.click(await screen.findByRole("button", { name: "No match" }));
    expect(server.askedFor("POST /identifications/{id}/decisions")[0]?.body).toEqual({
      annotation: "annotation-9",
      decision: "no_match",
      together: true,
    });
  });

  it("shows a decision about one of the pictures where all are asked about as one", async () => {
    const together = askedAsOne("annotation-0");
    houston(
      anIdentification({
        queries: [
          aQuery({ together }),
          aQuery({ together, annotation: "annotation-9", review: "no_match" }),
        ],
      }),
    );
    renderApp("/identifications/identification-1");
    expect(await screen.findByText("Decided: none of the candidates.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "All 2 pictures together · No match" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "It is Amber" })).toBeNull();
  });

  it("shows what somebody else has decided meanwhile, with the way back", async () => {
    const found = anIdentification();
    const [query] = found.queries;
    if (!query) {
      throw new Error("there is no query");
    }
    const elsewhere = {
      ...found,
      queries: [{ ...query, review: "no_match" as const }],
      decisions: [
        {
          id: "decision-1",
          annotation: query.annotation,
          candidate: null,
          decided_at: "2026-11-25T12:00:00+00:00",
          decided_by: "somebody",
          decision: "no_match" as const,
          encounter: "encounter-1",
          individual: null,
          state: "applied" as const,
          undoable: true,
          undone_at: null,
          undone_by: null,
        },
      ],
    };
    const refused = refusal(409, "This was decided already. Undo that decision to decide anew.");
    refused.problem.type = "/docs/errors#already_decided";
    let isDecided = false;
    houston(found, {
      "GET /identifications/{id}": () => (isDecided ? elsewhere : found),
      "POST /identifications/{id}/decisions": () => {
        isDecided = true;
        return refused;
      },
    });
    const { person } = renderApp("/identifications/identification-1");
    await person.click(await screen.findByRole("button", { name: "It is Amber" }));
    expect(await screen.findByText("Decided: none of the candidates.")).toBeTruthy();
    expect(screen.getByText(/^This was decided already/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Undo the decision" })).toBeTruthy();
  });

  it("leads to where one signs in, once the session has ended", async () => {
    houston(anIdentification(), {
      "POST /identifications/{id}/decisions": refusal(401, "Please sign in to decide."),
    });
    const { person } = renderApp("/identifications/identification-1");
    await person.click(await screen.findByRole("button", { name: "No match" }));
    const alert = await screen.findByRole("alert");
    expect(within(alert).getByRole("link", { name: "Sign in" }).getAttribute("href")).toBe(
      "/sign-in",
    );
  });

  it("fails at once where there is no network, rather than waiting to be carried out unseen", async () => {
    houston();
    const { person } = renderApp("/identifications/identification-1");
    const button = await screen.findByRole("button", { name: "No match" });
    vi.mocked(globalThis.fetch).mockRejectedValue(new TypeError("Failed to fetch"));
    onlineManager.setOnline(false);
    try {
      await person.click(button);
      expect(await screen.findByText(/could not be reached/)).toBeTruthy();
      expect(button).toHaveProperty("disabled", false);
    } finally {
      onlineManager.setOnline(true);
    }
  });

  it("offers no decision to who may not decide", async () => {
    houston(anIdentification(), {
      "GET /permissions": { actions: { edit: { allowed: false, reason: "It is not yours." } } },
    });
    renderApp("/identifications/identification-1");
    expect(await screen.findByText("It is not yours.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "It is Amber" })).toBeNull();
  });
});
