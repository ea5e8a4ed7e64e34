import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { allowing, fakeHouston } from "../../testing/fakeHouston";
import { aSubmission } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

function houston(kind: "form" | "bulk") {
  fakeHouston({
    "GET /permissions": allowing("delete"),
    "GET /submissions/{id}": aSubmission({ kind, state: "failed" }),
    "GET /submissions/{id}/files": { items: [], next: null },
  });
}

describe("taking a submission back", () => {
  it("is done on its page where it is a report", async () => {
    houston("form");
    renderApp("/submissions/submission-1");
    expect(await screen.findByRole("button", { name: "Withdraw the report" })).toBeTruthy();
  });

  it("is done on the import's page where it is an import, which goes as a whole", async () => {
    houston("bulk");
    renderApp("/submissions/submission-1");
    const link = await screen.findByRole("link", { name: "To the import" });
    expect(link.getAttribute("href")).toBe("/imports/submission-1?tab=summary");
    expect(screen.queryByRole("button", { name: "Withdraw the report" })).toBeNull();
  });
});
