import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { type Answers, allowing, fakeHouston } from "../../testing/fakeHouston";
import { renderApp } from "../../testing/renderApp";
import { forgetQueues } from "./grid/editQueue";
import { aColumn, anImport } from "./testing";

const ME = { id: "me", email: "me@example.org", full_name: "Me", roles: ["researcher"] };
const TARGETS = [
  { target: "Encounter.year", label: "Year", level: "encounter" },
  { target: "Sighting.comments", label: "Comments", level: "sighting" },
  { target: "Encounter.mediaAsset#", label: "Picture", level: "asset", numbered: true },
];

beforeEach(forgetQueues);

function houston(answers: Answers) {
  return fakeHouston({
    "GET /auth/session": { user: ME, csrf_token: "token" },
    "GET /permissions": allowing("bulk_import", "approve"),
    "GET /bulk-imports/{id}": anImport(),
    "GET /bulk-imports/targets": { items: TARGETS },
    "GET /bulk-imports/mappings": {
      items: [{ id: "mapping-1", name: "Our sheets", created_at: "2024-06-03", headings: 3 }],
    },
    "GET /submissions/{id}/files": { items: [], next: null },
    ...answers,
  });
}

describe("what goes for the whole import", () => {
  const project = (id: string, name: string, role: string) => ({
    id,
    name,
    description: "",
    created_by: "me",
    created_at: "2024-06-03T12:00:00+00:00",
    updated_at: "2024-06-03T12:00:00+00:00",
    members: [{ user: "me", full_name: "Me", role }],
  });

  it("is also to which of one's projects its records go", async () => {
    const server = houston({
      "GET /projects": {
        items: [project("mara", "Mara", "manager"), project("seals", "Seals", "viewer")],
      },
      "PATCH /bulk-imports/{id}": anImport({ projects: ["mara"] }),
    });
    const { person } = renderApp("/imports/import-1?tab=sheet");
    await person.click(await screen.findByRole("checkbox", { name: "Mara" }));
    expect(screen.queryByRole("checkbox", { name: "Seals" })).toBeNull();
    await person.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(server.askedFor("PATCH /bulk-imports/{id}")[0]?.body).toEqual({ projects: ["mara"] }),
    );
  });
});

describe("a file that was not accepted", () => {
  const refused = (id: string, purpose: string, name: string) => ({
    id,
    name,
    purpose,
    state: "refused",
    code: "foreign_unreadable",
    reason: "This file holds encounters with flat keys and no boxes. Upload it as a sheet.",
  });

  it("is told with its reason beside the sheet, and can be put away", async () => {
    let items = [
      refused("file-2", "detections", "keys.json"),
      refused("file-3", "picture", "a.jpg"),
    ];
    const server = houston({
      "GET /submissions/{id}/files": () => ({ items, next: null }),
      "DELETE /submissions/{id}/files/{file}": () => {
        items = items.slice(1);
        return null;
      },
    });
    const { person } = renderApp("/imports/import-1?tab=sheet");
    const told = await screen.findByRole("list", { name: "Files that were not accepted" });
    expect(told.textContent).toContain("keys.json");
    expect(told.textContent).toContain("Upload it as a sheet.");
    expect(told.textContent).not.toContain("a.jpg");
    await person.click(within(told).getByRole("button"));
    await waitFor(() => expect(screen.queryByText("keys.json")).toBeNull());
    expect(server.askedFor("DELETE /submissions/{id}/files/{file}")).toHaveLength(1);
  });
});

describe("pictures without a sheet", () => {
  it("are asked about level by level, as deep as their folders go", async () => {
    const server = houston({
      "GET /bulk-imports/{id}": anImport({
        sheet: { ...anImport().sheet, state: "none" },
        file_counts: { total: 1 },
      }),
      "POST /bulk-imports/{id}/folders": {
        headings: ["Encounter.mediaAsset0"],
        rows: [["trip/Amy/1.jpg"]],
        total: 1,
        depth: 2,
      },
    });
    const { person } = renderApp("/imports/import-1?tab=sheet");
    const outer = await screen.findByLabelText("Folder level 1");
    expect(screen.getByText("Amy")).toBeTruthy();
    expect(screen.queryByLabelText("Folder level 3")).toBeNull();
    await person.selectOptions(outer, "Site");
    await person.click(screen.getByRole("button", { name: "Show the rows" }));
    expect(await screen.findByRole("table", { name: "Rows made of the folders" })).toBeTruthy();
    expect(server.askedFor("POST /bulk-imports/{id}/folders").at(-1)?.body).toEqual({
      levels: ["site", "individual"],
      preview: true,
    });
  });
});

describe("the list of imports", () => {
  it("of somebody without one says what to do, and begins one", async () => {
    const server = houston({
      "GET /bulk-imports": { items: [], next: null },
      "POST /bulk-imports": anImport({ sheet: { ...anImport().sheet, state: "none" } }),
      "GET /bulk-imports/{id}": anImport({ sheet: { ...anImport().sheet, state: "none" } }),
    });
    const { person } = renderApp("/imports");
    expect(await screen.findByText("Bring in a spreadsheet with its pictures")).toBeTruthy();
    await person.click(screen.getAllByRole("button", { name: "New import" })[0] as HTMLElement);
    expect(await screen.findByText("Drop the sheet and the pictures here")).toBeTruthy();
    expect(server.askedFor("POST /bulk-imports")[0]?.headers.get("Idempotency-Key")).toBeTruthy();
  });

  it("lists the columns that a sheet may have", async () => {
    houston({ "GET /bulk-imports": { items: [], next: null } });
    const { person } = renderApp("/imports");
    await person.click(await screen.findByRole("button", { name: "Which columns?" }));
    const names = await screen.findByRole("list", { name: "Columns of a sheet", hidden: true });
    expect(within(names).getByText("Encounter.year")).toBeTruthy();
    await person.type(screen.getByLabelText("Search"), "year");
    expect(within(names).getAllByRole("listitem", { hidden: true })).toHaveLength(1);
  });

  it("is in the navigation of those who may import, and of no others", async () => {
    fakeHouston({ "GET /permissions": allowing("approve") });
    renderApp("/imports");
    await screen.findByRole("link", { name: "Review" });
    expect(screen.queryByRole("link", { name: "Import" })).toBeNull();
  });
});

describe("the columns of an import", () => {
  const columns = {
    items: [
      aColumn(0, { heading: "jahr", target: null, role: "kept", certainty: "none" }),
      aColumn(1, { heading: "photo", target: "Encounter.mediaAsset0" }),
      aColumn(2, { heading: "photo 2", target: null, role: "kept", certainty: "none" }),
    ],
    generator: null,
    mapping_name: null,
  };

  async function open(more: Answers = {}) {
    const server = houston({
      "GET /bulk-imports/{id}/columns": columns,
      "PUT /bulk-imports/{id}/mapping": columns,
      "POST /bulk-imports/{id}/mapping": columns,
      ...more,
    });
    const { person } = renderApp("/imports/import-1?tab=columns");
    await screen.findByText("jahr");
    return { server, person };
  }

  it("are each a heading below that of the import", async () => {
    await open();
    expect(screen.getByRole("heading", { level: 2, name: "jahr" })).toBeTruthy();
  });

  it("are given a meaning by searching for it", async () => {
    const { server, person } = await open();
    await person.click(screen.getByRole("button", { name: /^jahr means: Kept word for word/ }));
    await person.type(screen.getByLabelText("Search"), "yea{Enter}");
    await screen.findByText(/All rows are checked again/);
    expect(server.askedFor("PUT /bulk-imports/{id}/mapping")[0]?.body).toEqual({
      columns: [{ index: 0, target: "Encounter.year" }],
      save_as: null,
    });
  });

  it("get what is called just so before what only holds the word", async () => {
    const { server, person } = await open({
      "GET /bulk-imports/targets": {
        items: [
          { target: "Sighting.individualCount", label: "Individuals counted", level: "sighting" },
          { target: "Encounter.individualID", label: "Individual", level: "individual" },
        ],
      },
    });
    await person.click(screen.getByRole("button", { name: /^jahr means: Kept word for word/ }));
    await person.type(screen.getByLabelText("Search"), "individual{Enter}");
    await screen.findByText(/All rows are checked again/);
    expect(server.askedFor("PUT /bulk-imports/{id}/mapping")[0]?.body).toMatchObject({
      columns: [{ index: 0, target: "Encounter.individualID" }],
    });
  });

  it("of which there can be several get the next number", async () => {
    const { server, person } = await open();
    await person.click(screen.getByRole("button", { name: /^photo 2 means/ }));
    await person.click(await screen.findByRole("option", { name: /Picture/ }));
    await waitFor(() =>
      expect(server.askedFor("PUT /bulk-imports/{id}/mapping")[0]?.body).toMatchObject({
        columns: [{ index: 2, target: "Encounter.mediaAsset1" }],
      }),
    );
  });

  it("are saved under a name for the next sheet, and mapped as an earlier one", async () => {
    const { server, person } = await open();
    await person.click(screen.getByRole("button", { name: "Save the mapping" }));
    const dialog = screen.getByRole("dialog");
    await person.type(within(dialog).getByLabelText("Name"), "Seals{Enter}");
    await screen.findByText("The mapping “Seals” is saved.");
    expect(server.askedFor("PUT /bulk-imports/{id}/mapping")[0]?.body).toMatchObject({
      save_as: "Seals",
    });

    await person.selectOptions(screen.getByLabelText("Saved mappings"), "Our sheets");
    await person.click(screen.getByRole("button", { name: "Apply" }));
    await screen.findByText("The mapping is applied.");
    expect(server.askedFor("POST /bulk-imports/{id}/mapping")[0]?.body).toEqual({
      use: "mapping-1",
    });
  });
});

describe("the commit", () => {
  it("says why it cannot be yet", async () => {
    houston({ "GET /bulk-imports/{id}": anImport({ counts: { error: 3, warning: 1 } }) });
    renderApp("/imports/import-1?tab=summary");
    const button = await screen.findByRole("button", { name: "Import 100 rows" });
    expect(button.hasAttribute("disabled")).toBe(true);
    expect(screen.getByText(/3 errors have to be corrected first/)).toBeTruthy();
  });

  it("shows how far it is, and is called off", async () => {
    const server = houston({
      "GET /bulk-imports/{id}": anImport({
        state: "committing",
        progress: { done: 40, total: 100, message: "Rows are stored", rate: 8, seconds_left: 300 },
        allowed: { cancel: true },
      }),
      "POST /bulk-imports/{id}/cancel": anImport(),
    });
    const { person } = renderApp("/imports/import-1?tab=summary");
    expect(await screen.findByText("40 of 100")).toBeTruthy();
    expect(screen.getByText("about 5 min left")).toBeTruthy();
    await person.click(screen.getByRole("button", { name: "Call it off" }));
    expect(await screen.findByText(/Ready: 100 rows/)).toBeTruthy();
    expect(server.askedFor("POST /bulk-imports/{id}/cancel")).toHaveLength(1);
  });

  it("leads to the review, unless its records were approved at once", async () => {
    const done = { state: "curation", encounters: 2 } as const;
    houston({ "GET /bulk-imports/{id}": anImport(done) });
    renderApp("/imports/import-1");
    expect(await screen.findByRole("link", { name: "To the review" })).toBeTruthy();
    cleanup();
    houston({ "GET /bulk-imports/{id}": anImport({ ...done, approve: true }) });
    renderApp("/imports/import-1");
    expect(await screen.findByText(/They were approved at once/)).toBeTruthy();
    await screen.findByRole("link", { name: "See the encounters" });
    expect(screen.queryByRole("link", { name: "To the review" })).toBeNull();
  });

  it("leads to what came of it, and lists pictures with problems", async () => {
    const server = houston({
      "GET /bulk-imports/{id}": anImport({
        state: "curation",
        encounters: 100,
        assets: { detected: 99, failed: 1 },
        allowed: { retry: true, detect: true, identify: true, remove: true },
      }),
      "GET /bulk-imports/{id}/problems": {
        items: [
          { asset: "asset-1", name: "torn.jpg", state: "failed", reason: "It is cut off.", row: 7 },
        ],
        next: null,
      },
      "POST /bulk-imports/{id}/retry": anImport({ state: "detecting" }),
    });
    const { person } = renderApp("/imports/import-1");
    const link = await screen.findByRole("link", { name: "See the encounters" });
    expect(link.getAttribute("href")).toBe("/encounters?submission=import-1");
    expect(await screen.findByText("It is cut off.")).toBeTruthy();
    await person.click(screen.getByRole("button", { name: "Try torn.jpg again" }));
    await waitFor(() =>
      expect(server.askedFor("POST /bulk-imports/{id}/retry")[0]?.body).toEqual({
        assets: ["asset-1"],
      }),
    );
  });
});
