import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
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

  it("says at the field why a name is refused", async () => {
    houston(anIdentification(), {
      "POST /identifications/{id}/decisions": refusal(422, "This name cannot be.", [
        { pointer: "/name", code: "name_taken", message: "Another zebra is called Amber." },
      ]),
    });
    const { person } = renderApp("/identifications/identification-1");
    await person.click(await screen.findByRole("button", { name: "New individual…" }));
    await person.type(screen.getByLabelText("Name"), "Amber{Enter}");
    await waitFor(() =>
      expect(screen.getByLabelText("Name").getAttribute("aria-invalid")).toBe("true"),
    );
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

  it("offers no decision to who may not decide", async () => {
    houston(anIdentification(), {
      "GET /permissions": { actions: { edit: { allowed: false, reason: "It is not yours." } } },
    });
    renderApp("/identifications/identification-1");
    expect(await screen.findByText("It is not yours.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "It is Amber" })).toBeNull();
  });
});
