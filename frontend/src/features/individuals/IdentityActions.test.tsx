import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { allowing, fakeHouston, refusal } from "../../testing/fakeHouston";
import { anAsset, anEncounter, anIndividual, aSpecies } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

const ASHA = anIndividual({ id: "asha", name: "Asha" });
const BAHATI = anIndividual({ id: "bahati", name: "Bahati" });
const ENCOUNTERS = [
  anEncounter({ id: "first", verbatim_locality: "The ford" }),
  anEncounter({ id: "second", verbatim_locality: "The hill" }),
];

function houston(changes = {}) {
  return fakeHouston({
    "GET /permissions": allowing("read", "edit", "merge"),
    "GET /species/{id}": aSpecies(),
    "GET /individuals": { items: [ASHA, BAHATI], next: null, total: 2 },
    "GET /individuals/{id}": ASHA,
    "GET /individuals/{id}/gallery": { items: [], next: null },
    "GET /individuals/{id}/history": { items: [], next: null },
    "GET /encounters": { items: ENCOUNTERS, next: null, total: 2 },
    "GET /assets": { items: [], next: null },
    ...changes,
  });
}

async function openDialog(button: RegExp) {
  const { person } = renderApp("/individuals/asha");
  await person.click(await screen.findByRole("button", { name: button }));
  return { person, dialog: within(await screen.findByRole("dialog")) };
}

describe("merging individuals", () => {
  it("asks only about what they disagree, sends what was decided, and is taken back", async () => {
    const server = houston({
      "POST /individuals/{id}/merge": ({ body }: { body: unknown }) =>
        Object.keys((body as { resolve: object }).resolve).length === 0
          ? refusal(409, "They disagree.", [
              {
                pointer: "/resolve/sex",
                code: "merge_conflict",
                message: "They disagree.",
                value: ["female", "male"],
              },
            ])
          : { merge: "merge-1", individual: ASHA, request: null },
      "POST /individuals/{id}/unmerge": { individuals: [ASHA, BAHATI] },
    });
    const { person, dialog } = await openDialog(/Merge with another/);
    expect(dialog.queryByRole("option", { name: "Asha" })).toBeNull();
    await person.selectOptions(
      dialog.getByLabelText("The other individual"),
      await dialog.findByRole("option", { name: "Bahati" }),
    );
    await person.click(dialog.getByRole("button", { name: "Merge" }));
    const sex = await dialog.findByLabelText("Sex");
    expect(document.activeElement).toBe(sex);
    await person.selectOptions(sex, "Female");
    await person.click(dialog.getByRole("button", { name: "Merge" }));

    const status = await screen.findByText(/They are one now/);
    expect(server.askedFor("POST /individuals/{id}/merge").at(-1)?.body).toEqual({
      from: ["bahati"],
      resolve: { sex: "female" },
    });
    await person.click(within(status).getByRole("button", { name: "Undo" }));
    await screen.findByText("It is as before.");
    expect(server.askedFor("POST /individuals/{id}/unmerge")[0]?.body).toEqual({
      merge: "merge-1",
    });
  });

  it("says so when others have to agree first", async () => {
    houston({
      "POST /individuals/{id}/merge": { merge: "m", individual: null, request: { id: "m" } },
    });
    const { person, dialog } = await openDialog(/Merge with another/);
    await person.selectOptions(
      dialog.getByLabelText("The other individual"),
      await dialog.findByRole("option", { name: "Bahati" }),
    );
    await person.click(dialog.getByRole("button", { name: "Merge" }));
    expect(await screen.findByText(/Others are asked/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
  });
});

describe("splitting encounters off", () => {
  it("moves the chosen ones to a new individual, and back", async () => {
    const server = houston({
      "POST /individuals/{id}/split": {
        encounters: [ENCOUNTERS[1]],
        individual: BAHATI,
        previous: { second: "asha" },
      },
    });
    const { person, dialog } = await openDialog(/Split encounters off/);
    expect(dialog.getByRole("button", { name: /Move/ })).toHaveProperty("disabled", true);
    await person.click(dialog.getByLabelText(/The hill/));
    await person.type(dialog.getByLabelText("Its name"), "Bahati");
    await person.click(dialog.getByRole("button", { name: "Move 1 encounter" }));

    const status = await screen.findByText(/1 encounter is now of/);
    expect(within(status).getByRole("link", { name: "Bahati" })).toBeTruthy();
    const [split] = server.askedFor("POST /individuals/{id}/split");
    expect(split?.body).toEqual({
      encounters: ["second"],
      names: [{ context: "default", value: "Bahati" }],
    });
    await person.click(within(status).getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(server.askedFor("POST /individuals/{id}/split")).toHaveLength(2));
    const back = server.askedFor("POST /individuals/{id}/split")[1];
    expect(back?.path).toBe("/individuals/bahati/split");
    expect(back?.query.get("cascade")).toBe("true");
    expect(back?.body).toEqual({ encounters: ["second"], individual: "asha" });
  });

  it("shows a picture of each, as they may be of one day at one place", async () => {
    const assets = ["first", "second"].map((id) =>
      anAsset({ id: `asset-${id}`, name: `${id}.jpg`, encounters: [id] }),
    );
    houston({ "GET /assets": { items: assets, next: null } });
    const { dialog } = await openDialog(/Split encounters off/);
    const picture = await dialog.findByRole("img", { name: "second.jpg" });
    expect(picture.getAttribute("src")).toContain("asset-second");
    expect(dialog.getByRole("checkbox", { name: /second.jpg.*The hill/ })).toBeTruthy();
  });

  it("is offered to nobody who may not", async () => {
    houston({ "GET /permissions": allowing("read") });
    renderApp("/individuals/asha");
    await screen.findByRole("heading", { name: "Asha" });
    expect(screen.queryByRole("button", { name: /Merge with|Split/ })).toBeNull();
  });
});
