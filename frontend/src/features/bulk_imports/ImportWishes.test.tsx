import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { type Answers, allowing, fakeHouston } from "../../testing/fakeHouston";
import { renderApp } from "../../testing/renderApp";
import { forgetQueues } from "./grid/editQueue";
import { anImport } from "./testing";

const ME = { id: "me", email: "me@example.org", full_name: "Me", roles: ["curator"] };

beforeEach(forgetQueues);

function houston(answers: Answers) {
  return fakeHouston({
    "GET /auth/session": { user: ME, csrf_token: "token" },
    "GET /permissions": allowing("bulk_import", "approve"),
    "GET /bulk-imports/{id}": anImport(),
    "GET /bulk-imports/mappings": { items: [] },
    "GET /submissions/{id}/files": { items: [], next: null },
    "GET /projects": { items: [] },
    ...answers,
  });
}

describe("what was changed for the whole import and not saved", () => {
  it("holds the import up, stays on another tab, and is what is saved", async () => {
    const server = houston({ "PATCH /bulk-imports/{id}": anImport({ approve: true }) });
    const { person } = renderApp("/imports/import-1?tab=sheet");
    const commit = await screen.findByRole("button", { name: "Import 100 rows" });
    await waitFor(() => expect(commit).toHaveProperty("disabled", false));
    const wish = "Approve the encounters at once";
    await person.click(await screen.findByRole("checkbox", { name: wish }));
    expect(await screen.findByText(/is not saved yet/)).toBeTruthy();
    expect(commit).toHaveProperty("disabled", true);

    await person.click(screen.getByRole("link", { name: "Summary" }));
    await person.click(await screen.findByRole("link", { name: "Sheet & files" }));
    expect(await screen.findByRole("checkbox", { name: wish })).toHaveProperty("checked", true);
    await person.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(commit).toHaveProperty("disabled", false));
    expect(server.askedFor("PATCH /bulk-imports/{id}")[0]?.body).toEqual({ approve: true });
  });
});

describe("what was asked about an import's animals", () => {
  it("is led to from its page", async () => {
    const server = houston({
      "GET /bulk-imports/{id}": anImport({ state: "curation", allowed: { identify: true } }),
      "GET /bulk-imports/{id}/problems": { items: [], next: null },
      "GET /identifications": {
        items: [{ id: "asked-1", created_at: "2024-06-03T12:00:00+00:00", state: "done" }],
        next: null,
      },
    });
    renderApp("/imports/import-1?tab=summary");
    const list = await screen.findByRole("list", { name: "Identifications so far" });
    const link = within(list).getByRole("link");
    expect(link.getAttribute("href")).toBe("/identifications/asked-1");
    expect(server.askedFor("GET /identifications")[0]?.query.get("submission")).toBe("import-1");
  });
});
