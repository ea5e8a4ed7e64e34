import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { allowing, fakeHouston } from "../../testing/fakeHouston";
import { renderApp } from "../../testing/renderApp";

const NOON = "2024-06-03T12:00:00+00:00";
const ADA = { id: "ada", email: "ada@example.org", full_name: "Ada", roles: ["researcher"] };
const MARA = {
  id: "mara",
  name: "Mara zebras",
  description: "All along the river.",
  created_by: "ada",
  created_at: NOON,
  updated_at: NOON,
  members: [
    { user: "ada", full_name: "Ada", role: "manager" },
    { user: "bob", full_name: "Bob", role: "viewer" },
  ],
};

function collaboration(id: string, name: string, mine: string, theirs: string, level: string) {
  return {
    id,
    level,
    sides: [
      { user: "ada", full_name: "Ada", level: mine },
      { user: id, full_name: name, level: theirs },
    ],
    created_at: NOON,
    updated_at: NOON,
  };
}

function houston(changes = {}) {
  return fakeHouston({
    "GET /auth/session": { user: ADA, csrf_token: "token" },
    "GET /permissions": allowing("work_together", "have_account"),
    "GET /users/people": { items: [{ id: "cleo", full_name: "Cleo", affiliation: "Zoo" }] },
    "GET /projects": { items: [MARA] },
    "GET /projects/{id}": MARA,
    "POST /projects": { ...MARA, id: "new" },
    "PUT /projects/{id}/members/{user}": MARA,
    "DELETE /projects/{id}/members/{user}": {},
    "GET /collaborations": {
      items: [
        collaboration("bob", "Bob", "none", "export", "none"),
        collaboration("cleo", "Cleo", "view", "none", "none"),
        collaboration("dan", "Dan", "edit", "view", "view"),
      ],
    },
    "PUT /collaborations/{id}/{level}": {},
    "POST /collaborations": {},
    ...changes,
  });
}

describe("projects", () => {
  it("are listed and made", async () => {
    const server = houston();
    const { person, router } = renderApp("/projects");
    expect(await screen.findByRole("link", { name: "Mara zebras" })).toBeTruthy();
    await person.click(screen.getByRole("button", { name: "Make a project" }));
    await person.type(screen.getByLabelText("Name"), "Lynxes");
    await person.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/projects/new"));
    expect(server.askedFor("POST /projects")[0]?.body).toEqual({
      name: "Lynxes",
      description: "",
    });
  });

  it("have people, who are brought in, given roles and sent away", async () => {
    const server = houston();
    const { person } = renderApp("/projects/mara");
    await person.selectOptions(await screen.findByLabelText("Role of Bob"), "Contributes");
    await person.click(screen.getByRole("button", { name: "Remove Bob" }));
    await person.click(screen.getByRole("button", { name: "Add somebody" }));
    const dialog = within(await screen.findByRole("dialog"));
    await person.type(dialog.getByLabelText("Look for somebody"), "cleo");
    await person.selectOptions(
      dialog.getByLabelText("Who"),
      await dialog.findByRole("option", { name: "Cleo, Zoo" }),
    );
    await person.click(dialog.getByRole("button", { name: "Add somebody" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const set = server.askedFor("PUT /projects/{id}/members/{user}");
    expect(set.map(({ path, body }) => [path, body])).toEqual([
      ["/projects/mara/members/bob", { role: "contributor" }],
      ["/projects/mara/members/cleo", { role: "contributor" }],
    ]);
    expect(server.askedFor("DELETE /projects/{id}/members/{user}")[0]?.path).toBe(
      "/projects/mara/members/bob",
    );
  });

  it("are only looked at by who does not manage them", async () => {
    houston({
      "GET /projects/{id}": { ...MARA, members: [{ ...MARA.members[0], role: "viewer" }] },
    });
    renderApp("/projects/mara");
    await screen.findByText("Sees everything");
    expect(screen.queryByRole("button", { name: /Add somebody|Remove|Delete/ })).toBeNull();
  });
});

describe("collaborations", () => {
  async function row(name: string) {
    const cell = await screen.findByRole("cell", { name });
    return within(cell.closest("tr") as HTMLElement);
  }

  it("are accepted as far as they were proposed, and closed", async () => {
    const server = houston();
    const { person } = renderApp("/collaborations");
    await person.click((await row("Bob")).getByRole("button", { name: "Accept" }));
    expect((await row("Cleo")).getByText("Waits for an answer")).toBeTruthy();
    await person.click((await row("Dan")).getByRole("button", { name: "Close" }));
    await person.selectOptions(screen.getByLabelText("What you allow Dan"), "See and export");
    await waitFor(() =>
      expect(server.askedFor("PUT /collaborations/{id}/{level}").map(({ path }) => path)).toEqual([
        "/collaborations/bob/export",
        "/collaborations/dan/none",
        "/collaborations/dan/export",
      ]),
    );
  });

  it("are proposed to somebody who was looked for", async () => {
    const server = houston({ "GET /collaborations": { items: [] } });
    const { person } = renderApp("/collaborations");
    await screen.findByText("You work with nobody yet");
    const [propose] = screen.getAllByRole("button", { name: "Propose a collaboration" });
    await person.click(propose as HTMLElement);
    const dialog = within(await screen.findByRole("dialog"));
    await person.type(dialog.getByLabelText("Look for somebody"), "cleo");
    await person.selectOptions(
      dialog.getByLabelText("Who"),
      await dialog.findByRole("option", { name: "Cleo, Zoo" }),
    );
    await person.selectOptions(dialog.getByLabelText("How far"), "See, export and change");
    await person.click(dialog.getByRole("button", { name: "Propose a collaboration" }));
    await waitFor(() =>
      expect(server.askedFor("POST /collaborations")[0]?.body).toEqual({
        user: "cleo",
        level: "edit",
      }),
    );
  });

  it("are for people with an account", async () => {
    houston({ "GET /auth/session": { user: null, csrf_token: "" } });
    renderApp("/collaborations");
    expect(await screen.findByText("Sign in to work together")).toBeTruthy();
  });
});
