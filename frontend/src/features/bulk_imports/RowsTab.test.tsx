import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type Answers, allowing, fakeHouston, refusal } from "../../testing/fakeHouston";
import { renderApp } from "../../testing/renderApp";
import { forgetQueues } from "./grid/editQueue";
import { anImport, FakeSheet } from "./testing";

const ME = { id: "me", email: "me@example.org", full_name: "Me", roles: ["researcher"] };
const NO_FAULTS = { revision: 1, checked_revision: 1, counts: {}, groups: [], next: null };

beforeEach(forgetQueues);

function houston(sheet: FakeSheet, more: Answers = {}) {
  return fakeHouston({
    "GET /auth/session": { user: ME, csrf_token: "token" },
    "GET /permissions": allowing("bulk_import"),
    "GET /bulk-imports/{id}": () =>
      anImport({ revision: sheet.revision, checked_revision: sheet.revision }),
    "GET /bulk-imports/{id}/columns": {
      items: sheet.columns(),
      generator: null,
      mapping_name: null,
    },
    "GET /bulk-imports/{id}/rows": sheet.rows,
    "GET /bulk-imports/{id}/faults": NO_FAULTS,
    "GET /bulk-imports/targets": { items: [] },
    "PATCH /bulk-imports/{id}/rows": sheet.change,
    "POST /bulk-imports/{id}/undo": sheet.undo,
    "POST /bulk-imports/{id}/redo": sheet.redo,
    ...more,
  });
}

async function open() {
  const { person } = renderApp("/imports/import-1?tab=rows");
  const grid = await screen.findByRole("grid");
  await within(grid).findByText("r2c0");
  grid.focus();
  return { person, grid };
}

/** The cell where one is, as a screen reader would be told. */
function here(): HTMLElement {
  const grid = screen.getByRole("grid");
  const cell = document.getElementById(grid.getAttribute("aria-activedescendant") ?? "");
  expect(cell).not.toBeNull();
  return cell as HTMLElement;
}

describe("the grid", () => {
  it("is moved through with the keyboard", async () => {
    houston(new FakeSheet());
    const { person } = await open();
    await person.keyboard("{ArrowDown}{ArrowDown}{ArrowRight}");
    expect(here().textContent).toBe("r4c1");
    await person.keyboard("{End}");
    expect(here().textContent).toBe("r4c3");
    await person.keyboard("{Tab}");
    expect(here().textContent).toBe("r5c0");
  });

  it("draws only a part of many rows, and says how many there are", async () => {
    houston(new FakeSheet(50_000));
    const { grid } = await open();
    expect(grid.getAttribute("aria-rowcount")).toBe("50001");
    expect(within(grid).getAllByRole("row").length).toBeLessThan(80);
  });

  it("is left with Escape and Tab", async () => {
    houston(new FakeSheet());
    const { person, grid } = await open();
    await person.keyboard("{Escape}{Tab}");
    expect(document.activeElement).not.toBe(grid);
  });

  it("changes a cell by typing over it, and takes it back with Ctrl+Z", async () => {
    const sheet = new FakeSheet();
    houston(sheet);
    const { person, grid } = await open();
    await person.keyboard("new{Enter}");
    expect(within(grid).getByText("new")).toBeTruthy();
    await waitFor(() => expect(sheet.cell(2, 0)).toBe("new"));
    expect(here().textContent).toBe("r3c0");
    await person.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(sheet.cell(2, 0)).toBe("r2c0"));
    expect(await within(grid).findByText("r2c0")).toBeTruthy();
    await person.keyboard("{Control>}y{/Control}");
    await waitFor(() => expect(sheet.cell(2, 0)).toBe("new"));
  });

  it("edits what is there with F2, and leaves it with Escape", async () => {
    const sheet = new FakeSheet();
    const server = houston(sheet);
    const { person } = await open();
    await person.keyboard("{F2}-x{Escape}");
    expect(here().textContent).toBe("r2c0");
    await person.keyboard("{F2}-x{Enter}");
    await waitFor(() => expect(sheet.cell(2, 0)).toBe("r2c0-x"));
    expect(server.askedFor("PATCH /bulk-imports/{id}/rows")).toHaveLength(1);
  });

  it("clears a rectangle with Delete in one change", async () => {
    const sheet = new FakeSheet();
    const server = houston(sheet);
    const { person } = await open();
    await person.keyboard("{Shift>}{ArrowDown}{ArrowRight}{/Shift}{Delete}");
    await waitFor(() => expect(sheet.cell(3, 1)).toBeNull());
    expect(sheet.cell(2, 0)).toBeNull();
    expect(sheet.cell(4, 0)).toBe("r4c0");
    expect(server.askedFor("PATCH /bulk-imports/{id}/rows")).toHaveLength(1);
  });

  it("takes a rectangle from a spreadsheet, and copies one", async () => {
    const sheet = new FakeSheet();
    houston(sheet);
    const { person, grid } = await open();
    fireEvent.paste(grid, { clipboardData: { getData: () => "one\ttwo\r\nthree\t\r\n" } });
    await waitFor(() => expect(sheet.cell(3, 0)).toBe("three"));
    expect([sheet.cell(2, 0), sheet.cell(2, 1), sheet.cell(3, 1)]).toEqual(["one", "two", null]);

    await within(grid).findByText("three");
    await person.keyboard("{Control>}{Home}{/Control}{Shift>}{ArrowDown}{ArrowRight}{/Shift}");
    const setData = vi.fn();
    fireEvent.copy(grid, { clipboardData: { setData } });
    expect(setData).toHaveBeenCalledWith("text/plain", "one\ttwo\nthree\t");
  });

  it("tells what is wrong with a cell, and goes from fault to fault with F8", async () => {
    const sheet = new FakeSheet();
    sheet.faults.push(
      { row: 5, column: 1, message: "Latitude must be between -90 and 90." },
      { row: 60, column: 2, message: "There is no month 13." },
    );
    houston(sheet);
    const { person } = await open();
    await person.keyboard("{F8}");
    await waitFor(() => expect(here().textContent).toContain("r5c1"));
    const described = document.getElementById(here().getAttribute("aria-describedby") ?? "");
    expect(described?.textContent).toBe("Latitude must be between -90 and 90.");
    await person.keyboard("{F8}");
    await waitFor(() =>
      expect(screen.getByRole("grid").getAttribute("aria-activedescendant")).toMatch(/-58-2$/),
    );
  });
});

describe("a correction", () => {
  it("waits on the device while there is no network, and is sent later, also after the browser was closed", async () => {
    const sheet = new FakeSheet();
    let isAway = true;
    const answers: Answers = {
      "PATCH /bulk-imports/{id}/rows": (asked) => {
        if (isAway) {
          throw new TypeError("no network");
        }
        return sheet.change(asked);
      },
    };
    houston(sheet, answers);
    const { person } = await open();
    await person.keyboard("kept{Enter}");
    expect(await screen.findByText(/1 correction is saved on this device/)).toBeTruthy();
    expect(screen.getByRole("button", { name: /Import 100 rows/ }).hasAttribute("disabled")).toBe(
      true,
    );

    document.body.replaceChildren();
    forgetQueues();
    isAway = false;
    renderApp("/imports/import-1?tab=rows");
    await waitFor(() => expect(sheet.cell(2, 0)).toBe("kept"));
  });

  it("is made on the sheet as it is now where somebody else has changed it", async () => {
    const sheet = new FakeSheet();
    houston(sheet);
    const { person } = await open();
    sheet.revision = 7;
    await person.keyboard("mine{Enter}");
    await waitFor(() => expect(sheet.cell(2, 0)).toBe("mine"));
    expect(await screen.findByText(/changed elsewhere/)).toBeTruthy();
  });

  it("that the server refuses says why, and can be thrown away", async () => {
    const sheet = new FakeSheet();
    houston(sheet, {
      "PATCH /bulk-imports/{id}/rows": refusal(422, "A cell holds up to 100,000 characters."),
    });
    const { person, grid } = await open();
    await person.keyboard("long{Enter}");
    expect(await screen.findByText("A cell holds up to 100,000 characters.")).toBeTruthy();
    await person.click(screen.getByRole("button", { name: "Throw them away" }));
    expect(await within(grid).findByText("r2c0")).toBeTruthy();
  });
});

describe("what is taken back", () => {
  it("is gone to, also where it is not among the rows shown, and said", async () => {
    const sheet = new FakeSheet();
    sheet.faults.push({ row: 9, column: 1, message: "It is odd." });
    houston(sheet);
    const { person, grid } = await open();
    await person.keyboard("{Control>}{End}{/Control}new{Enter}");
    await waitFor(() => expect(sheet.cell(101, 3)).toBe("new"));
    await person.selectOptions(screen.getByLabelText("Rows"), "With errors");
    await waitFor(() => expect(grid.getAttribute("aria-rowcount")).toBe("2"));
    await person.click(screen.getByRole("button", { name: "Undo" }));
    expect(await screen.findByText("Taken back: column 3, row 101.")).toBeTruthy();
    const at = () => screen.getByRole("grid").getAttribute("aria-activedescendant");
    await waitFor(() => expect(at()).toMatch(/-99-3$/));

    await person.click(screen.getByRole("button", { name: "Redo" }));
    expect(await screen.findByText("Made again: column 3, row 101.")).toBeTruthy();
    expect(at()).toMatch(/-99-3$/);
  });
});

describe("the list of faults", () => {
  const groups = [
    {
      code: "rows_disagree",
      severity: "warning",
      columns: [2],
      heading: "column 2",
      target: null,
      message: "These rows disagree.",
      value: null,
      suggestion: null,
      count: 300,
      rows: [4],
    },
    {
      code: "unknown_choice",
      severity: "error",
      columns: [1],
      heading: "column 1",
      target: null,
      message: "'femal' is not known.",
      value: "femal",
      suggestion: "female",
      count: 2,
      rows: [3, 9],
    },
  ];

  it("shows errors first, and replaces a value in all its rows", async () => {
    const sheet = new FakeSheet();
    for (const row of [3, 9]) {
      sheet.changed.set(`${row}:1`, "femal");
      sheet.faults.push({ row, column: 1, message: "'femal' is not known." });
    }
    houston(sheet, {
      "GET /bulk-imports/{id}/faults": { ...NO_FAULTS, groups, counts: { error: 2, warning: 300 } },
    });
    const { person } = await open();
    const list = screen.getByRole("list", { name: "What is wrong" });
    const kinds = await within(list).findAllByRole("button", { expanded: false });
    expect(kinds.map((kind) => kind.textContent)).toEqual([
      expect.stringContaining("Unknown choice"),
      expect.stringContaining("Rows disagree"),
    ]);

    await person.click(kinds[0] as HTMLElement);
    await waitFor(() => expect(here().textContent).toContain("femal"));
    await person.click(screen.getByRole("button", { name: "In all 2 rows" }));
    await waitFor(() => expect(sheet.cell(9, 1)).toBe("female"));
    expect(sheet.cell(3, 1)).toBe("female");
  });

  it("narrows the rows to one kind", async () => {
    const sheet = new FakeSheet();
    sheet.faults.push({ row: 9, column: 1, message: "'femal' is not known." });
    houston(sheet, { "GET /bulk-imports/{id}/faults": { ...NO_FAULTS, groups } });
    const { person } = await open();
    await person.click(await screen.findByRole("button", { name: /Unknown choice/ }));
    await person.click(screen.getByRole("button", { name: "Show only these rows" }));
    expect(await screen.findByText(/1 row ·/)).toBeTruthy();
    await waitFor(() => expect(screen.getByRole("grid").getAttribute("aria-rowcount")).toBe("2"));
  });
});
