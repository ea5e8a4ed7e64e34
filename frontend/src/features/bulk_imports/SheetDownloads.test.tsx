import { screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type Answers, allowing, fakeHouston } from "../../testing/fakeHouston";
import { renderApp } from "../../testing/renderApp";
import { anImport } from "./testing";

const ME = { id: "me", email: "me@example.org", full_name: "Me", roles: ["researcher"] };
const WITH_CORRECTIONS = "The sheet with the corrections (.csv)";

function aJob(state: string, done = 0, reason: string | null = null) {
  return { id: "job-1", kind: "write_sheet", state, reason, progress: { done, total: 100 } };
}

function houston(answers: Answers) {
  return fakeHouston({
    "GET /auth/session": { user: ME, csrf_token: "token" },
    "GET /permissions": allowing("bulk_import"),
    "GET /bulk-imports/{id}": anImport(),
    "GET /bulk-imports/targets": { items: [] },
    "GET /bulk-imports/mappings": { items: [] },
    "GET /submissions/{id}/files": { items: [], next: null },
    ...answers,
  });
}

describe("a sheet to take away", () => {
  let fetched: string[];

  beforeEach(() => {
    fetched = [];
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      fetched.push(this.pathname);
    });
  });

  it("is written first, with a bar, and fetched then", async () => {
    let state = "running";
    const server = houston({
      "POST /bulk-imports/{id}/downloads": aJob("queued"),
      "GET /jobs/{id}": () => aJob(state, 40),
    });
    const { person } = renderApp("/imports/import-1?tab=summary");
    await person.click(await screen.findByRole("button", { name: WITH_CORRECTIONS }));
    expect(
      await screen.findByRole("progressbar", { name: "The file is being written" }),
    ).toBeTruthy();
    expect(fetched).toEqual([]);
    state = "done";
    await waitFor(
      () => expect(fetched).toEqual(["/api/v1/bulk-imports/import-1/downloads/job-1"]),
      {
        timeout: 4000,
      },
    );
    expect(screen.queryByRole("progressbar")).toBeNull();
    expect(server.askedFor("POST /bulk-imports/{id}/downloads")[0]?.body).toEqual({
      what: "current",
      format: "csv",
    });
  });

  it("is fetched at once where it was written before", async () => {
    houston({ "POST /bulk-imports/{id}/downloads": aJob("done") });
    const { person } = renderApp("/imports/import-1?tab=summary");
    await person.click(await screen.findByRole("button", { name: WITH_CORRECTIONS }));
    await waitFor(() => expect(fetched).toHaveLength(1));
  });

  it("that cannot be written is told with its reason", async () => {
    houston({ "POST /bulk-imports/{id}/downloads": aJob("failed", 0, "The disk is full.") });
    const { person } = renderApp("/imports/import-1?tab=summary");
    await person.click(await screen.findByRole("button", { name: WITH_CORRECTIONS }));
    expect(await screen.findByText("The disk is full.")).toBeTruthy();
    expect(fetched).toEqual([]);
  });
});
