import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { curationHouston } from "../../testing/curationHouston";
import { aCuration, anAsset, anEncounter, anIndividual } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

const part = (encounters: string[], individual: { id: string; name: string } | null = null) => ({
  individual,
  encounters,
  sample: null,
});
const AMBER = { id: "individual-1", name: "Amber" };
const BASIL = { id: "individual-2", name: "Basil" };

describe("what is proposed", () => {
  it("is shown with the animals, cut out of their pictures", async () => {
    const sample = {
      annotation: "annotation-9",
      asset: "asset-3",
      bbox: [200, 100, 300, 200],
      encounter: "encounter-3",
      individual: null,
    };
    const asset = anAsset({ id: "asset-3", encounters: ["encounter-3"], width: 1000, height: 800 });
    curationHouston(
      aCuration({
        questions: [],
        proposals: [{ kind: "name", settled: true, parts: [{ ...part(["encounter-3"]), sample }] }],
      }),
      { "GET /assets": { items: [asset], next: null } },
    );
    renderApp("/curations/curation-1");
    const shown = await screen.findByRole("img", { name: "Not yet named" });
    expect(shown.getAttribute("viewBox")).toBe("182 82 336 236");
    expect(shown.querySelector("image")?.getAttribute("width")).toBe("1000");
  });

  it("proposes merges, splits and names by the ways in which they are always done", async () => {
    const server = curationHouston(
      aCuration({
        questions: [],
        proposals: [
          { kind: "merge", settled: true, parts: [part(["a"], AMBER), part(["b"], BASIL)] },
          { kind: "name", settled: false, parts: [part(["c", "d"])] },
          { kind: "name", settled: true, parts: [part(["a"], AMBER), part(["e"])] },
        ],
      }),
      {
        "GET /individuals/{id}": ({ path }: { path: string }) =>
          anIndividual({
            id: path.split("/").at(-1) ?? "",
            name: path.endsWith("1") ? "Amber" : "Basil",
          }),
        "GET /individuals": { items: [], next: null, total: 0 },
        "POST /individuals/{id}/merge": { merge: "merge-1", individual: null, request: null },
        "POST /individuals": anIndividual({ id: "individual-9", name: "ZPL-0009" }),
        "POST /curations/{id}/renew": aCuration(),
      },
    );
    const { person } = renderApp("/curations/curation-1");
    expect(await screen.findByText("Nothing left to compare")).toBeTruthy();
    expect(
      screen
        .getByRole("link", { name: "See the encounter that may be Amber" })
        .getAttribute("href"),
    ).toBe("/encounters/e");

    await person.click(screen.getByRole("button", { name: "Make a new individual of them" }));
    expect(await screen.findByText("They are ZPL-0009 now.")).toBeTruthy();
    expect(server.askedFor("POST /individuals")[0]?.body).toEqual({
      species: "equus_quagga",
      encounters: ["c", "d"],
    });

    await person.click(screen.getByRole("button", { name: /^Merge/ }));
    const dialog = await screen.findByRole("dialog");
    await within(dialog).findByRole("option", { name: "Basil" });
    await person.click(within(dialog).getByRole("button", { name: /^Merge/ }));
    await waitFor(() =>
      expect(server.askedFor("POST /individuals/{id}/merge")[0]?.body).toEqual({
        from: ["individual-2"],
        resolve: {},
      }),
    );
    await waitFor(() => expect(server.askedFor("POST /curations/{id}/renew")).toHaveLength(2));
  });

  it("takes a merge that it proposed back", async () => {
    const server = curationHouston(
      aCuration({
        questions: [],
        proposals: [
          { kind: "merge", settled: true, parts: [part(["a"], AMBER), part(["b"], BASIL)] },
        ],
      }),
      {
        "GET /individuals/{id}": anIndividual({ id: AMBER.id, name: "Amber" }),
        "GET /individuals": { items: [anIndividual(BASIL)], next: null, total: 1 },
        "POST /individuals/{id}/merge": { merge: "merge-1", individual: null, request: null },
        "POST /individuals/{id}/unmerge": { merge: "merge-1", individual: null, request: null },
        "POST /curations/{id}/renew": aCuration({ questions: [] }),
      },
    );
    const { person } = renderApp("/curations/curation-1");
    await person.click(await screen.findByRole("button", { name: /^Merge/ }));
    const dialog = await screen.findByRole("dialog");
    await within(dialog).findByRole("option", { name: "Basil" });
    await person.click(within(dialog).getByRole("button", { name: /^Merge/ }));
    await person.click(await screen.findByRole("button", { name: "Undo" }));
    expect(await screen.findByText("It is as before.")).toBeTruthy();
    expect(server.askedFor("POST /individuals/{id}/unmerge")[0]?.body).toEqual({
      merge: "merge-1",
    });
  });

  it("takes a name that it gave back, even though the proposal is gone by then", async () => {
    let isNamed = false;
    const proposal = { kind: "name" as const, settled: true, parts: [part(["c", "d"])] };
    const server = curationHouston(aCuration({ questions: [] }), {
      "GET /curations/{id}": () =>
        aCuration({ questions: [], proposals: isNamed ? [] : [proposal] }),
      "POST /individuals": () => {
        isNamed = true;
        return anIndividual({ id: "individual-9", name: "ZPL-0009" });
      },
      "DELETE /individuals/{id}": () => {
        isNamed = false;
        return {};
      },
      "POST /curations/{id}/renew": {},
    });
    const { person } = renderApp("/curations/curation-1");
    await person.click(
      await screen.findByRole("button", { name: "Make a new individual of them" }),
    );
    expect(await screen.findByText("They are ZPL-0009 now.")).toBeTruthy();
    await waitFor(() =>
      expect(screen.queryByRole("button", { name: "Make a new individual of them" })).toBeNull(),
    );
    await person.click(screen.getByRole("button", { name: "Undo" }));
    expect(await screen.findByText("It is as before.")).toBeTruthy();
    expect(server.askedFor("DELETE /individuals/{id}")[0]?.path).toBe("/individuals/individual-9");
    expect(
      await screen.findByRole("button", { name: "Make a new individual of them" }),
    ).toBeTruthy();
  });

  it("says whose answer a merge waits for, rather than offering it again", async () => {
    curationHouston(
      aCuration({
        questions: [],
        proposals: [
          { kind: "merge", settled: true, parts: [part(["a"], AMBER), part(["b"], BASIL)] },
        ],
      }),
      {
        "GET /individuals/{id}": anIndividual({ id: AMBER.id, name: "Amber" }),
        "GET /individuals/merge-requests": {
          items: [
            {
              id: "request-1",
              individual: AMBER.id,
              from: [BASIL.id],
              state: "open",
              deadline: "2030-06-10T12:00:00+00:00",
              votes: [],
            },
          ],
        },
      },
    );
    renderApp("/curations/curation-1");
    const link = await screen.findByRole("link", { name: "See the requests" });
    expect(link.getAttribute("href")).toBe("/individuals/merge-requests");
    expect(screen.queryByRole("button", { name: /^Merge/ })).toBeNull();
  });

  it("tells to whom encounters went that were split off, with the way back", async () => {
    const moved = anEncounter({ id: "b" });
    const server = curationHouston(
      aCuration({
        questions: [],
        proposals: [
          { kind: "split", settled: true, parts: [part(["a"], AMBER), part(["b"], AMBER)] },
        ],
      }),
      {
        "GET /individuals/{id}": anIndividual({ id: AMBER.id, name: "Amber" }),
        "GET /individuals": { items: [], next: null, total: 0 },
        "GET /encounters": { items: [anEncounter({ id: "a" }), moved], next: null, total: 2 },
        "POST /individuals/{id}/split": {
          individual: anIndividual({ id: "individual-9", name: "LYN-0009" }),
          encounters: [moved],
          previous: {},
        },
        "POST /curations/{id}/renew": aCuration({ questions: [] }),
      },
    );
    const { person } = renderApp("/curations/curation-1");
    await waitFor(() =>
      expect(screen.getByRole("button", { name: /^Split/ })).toHaveProperty("disabled", false),
    );
    await person.click(screen.getByRole("button", { name: /^Split/ }));
    const dialog = await screen.findByRole("dialog");
    await person.click(within(dialog).getByRole("button", { name: "Move 1 encounter" }));
    expect(await screen.findByText("1 encounter is of LYN-0009 now.")).toBeTruthy();
    await person.click(screen.getByRole("button", { name: "Undo" }));
    expect(await screen.findByText("It is as before.")).toBeTruthy();
    expect(server.askedFor("POST /individuals/{id}/split")[1]?.body).toEqual({
      encounters: ["b"],
      individual: AMBER.id,
    });
  });

  it("hands the focus on: to the next proposal, and at last to what says that none is left", async () => {
    const named: string[] = [];
    const proposals = ["c", "d"].map((id) => ({
      kind: "name" as const,
      settled: true,
      parts: [part([id])],
    }));
    curationHouston(aCuration({ questions: [] }), {
      "GET /curations/{id}": () =>
        aCuration({ questions: [], proposals: proposals.slice(named.length) }),
      "POST /individuals": () => {
        named.push("one more");
        return anIndividual({ id: "individual-9", name: "ZPL-0009" });
      },
      "POST /curations/{id}/renew": {},
    });
    const { person } = renderApp("/curations/curation-1");
    const buttons = () => screen.findAllByRole("button", { name: /^Make a new individual/ });
    const [first] = await buttons();
    first?.focus();
    await person.keyboard("{Enter}");
    await waitFor(() => expect(document.activeElement?.tagName).toBe("LI"));
    const [second] = await buttons();
    expect(document.activeElement?.contains(second ?? null)).toBe(true);
    second?.focus();
    await person.keyboard("{Enter}");
    await waitFor(() =>
      expect(document.activeElement?.textContent).toMatch(/^The names in the catalogue agree/),
    );
  });
});
