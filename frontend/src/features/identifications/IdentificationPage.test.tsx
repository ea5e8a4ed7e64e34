import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Identification } from "../../api/types";
import { allowing, fakeHouston, refusal } from "../../testing/fakeHouston";
import { anAsset, anIdentification } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

function houston(identification: Identification = anIdentification(), changes = {}) {
  return fakeHouston({
    "GET /permissions": allowing("edit", "identify"),
    "GET /identifications/{id}": identification,
    "GET /identifications/{id}/evidence/{query}/{annotation}": ({ path }: { path: string }) => ({
      query: { annotation: "annotation-0", asset: "asset-1", bbox: [0, 0, 100, 100] },
      candidate: { annotation: path.split("/").at(-1), asset: "asset-2", bbox: [0, 0, 100, 100] },
      matches: [
        [10, 10, 20, 20, 1],
        [50, 60, 55, 65, 0.4],
      ],
      note: null,
    }),
    "GET /identifications/{id}/evidence/{query}/{annotation}/heat-map": {
      query: { annotation: "annotation-0", bbox: [0, 0, 100, 100], values: [[0, 1]] },
      candidate: { annotation: "annotation-2", bbox: [0, 0, 100, 100], values: [[0.5, 0]] },
    },
    "GET /assets": {
      items: [1, 2, 3, 4].map((number) =>
        anAsset({ id: `asset-${number}`, annotations: [], encounters: [`known-${number}`] }),
      ),
      next: null,
    },
    "POST /identifications/{id}/decisions": {},
    ...changes,
  });
}

const chosen = () => document.querySelector("button[aria-current=true]")?.textContent;

describe("the result of an identification", () => {
  it("says how sure each candidate is, and that the animal is probably new", async () => {
    const identification = anIdentification();
    const query = identification.queries[0];
    if (!query) {
      throw new Error("there is no query");
    }
    query.probability_new = 0.72;
    query.calibration = {
      origin: "fitted",
      algorithm: "hotspotter",
      algorithm_version: "1",
      species: "equus_quagga",
      fitted_on: "2026-11-25",
      positive: 250,
      negative: 750,
      brier: 0.05,
      calibration_error: 0.02,
    };
    const said = [0.997, 0.3, 0.001];
    query.individuals.forEach((candidate, index) => {
      candidate.probability = said[index] ?? null;
    });
    houston(identification);
    renderApp("/identifications/identification-1");
    const list = await screen.findByRole("list", { name: "Candidates" });
    expect([...list.querySelectorAll("button")].map((button) => button.textContent)).toEqual([
      "AmberNo. 1 · Score 0.82Very likely, > 99%",
      "BasilNo. 2 · Score 0.31Possible, 30%",
      "Not yet namedNo. 3 · Score 0.12Unlikely, < 1%",
    ]);
    expect(screen.getByText(/Probably a new animal \(72%\)/)).toBeDefined();
    expect(screen.getByText(/by 1,000 pairs decided here/)).toBeDefined();
  });

  it("ranks individuals by score, with no probability where none is calibrated", async () => {
    houston();
    renderApp("/identifications/identification-1");
    const list = await screen.findByRole("list", { name: "Candidates" });
    expect([...list.querySelectorAll("button")].map((button) => button.textContent)).toEqual([
      "AmberNo. 1 · Score 0.82",
      "BasilNo. 2 · Score 0.31",
      "Not yet namedNo. 3 · Score 0.12",
    ]);
    expect(document.body.textContent).not.toContain("%");
  });

  it("goes through the candidates with the arrow keys and asks for each one's evidence", async () => {
    const server = houston();
    const { person } = renderApp("/identifications/identification-1");
    await screen.findByText("2 matching points");
    await person.keyboard("{ArrowRight}");
    expect(chosen()).toContain("Basil");
    await waitFor(() =>
      expect(
        server.askedFor("GET /identifications/{id}/evidence/{query}/{annotation}").at(-1)?.path,
      ).toContain("annotation-3"),
    );
    await person.keyboard("{ArrowLeft}{ArrowLeft}");
    expect(chosen()).toContain("Amber");
  });

  it("links the matching points by lines that can be hidden", async () => {
    houston();
    const { person } = renderApp("/identifications/identification-1");
    await screen.findByText("2 matching points");
    const drawing = screen.getByRole("img", { name: /lines between matching points/ });
    expect(drawing.querySelectorAll("circle")).toHaveLength(4);
    await person.click(screen.getByRole("button", { name: "Neither" }));
    expect(drawing.querySelectorAll("circle")).toHaveLength(0);
  });

  it("shows a heat map instead, by a click or the key H, and asks for it only then", async () => {
    const server = houston();
    const { person } = renderApp("/identifications/identification-1");
    await screen.findByText("2 matching points");
    const address = "GET /identifications/{id}/evidence/{query}/{annotation}/heat-map";
    expect(server.askedFor(address)).toHaveLength(0);
    await person.keyboard("h");
    expect(await screen.findAllByTestId("heat-map")).toHaveLength(2);
    expect(document.querySelectorAll("circle")).toHaveLength(0);
    expect(screen.getByText(/Warm parts make the two look alike/)).toBeDefined();
    expect(screen.queryByText(/matching point/)).toBeNull();
    await person.keyboard("h");
    expect(screen.queryByTestId("heat-map")).toBeNull();
    expect(document.querySelectorAll("circle")).toHaveLength(4);
    await person.click(screen.getByRole("button", { name: "Heat map" }));
    expect(screen.getAllByTestId("heat-map")).toHaveLength(2);
    expect(server.askedFor(address)).toHaveLength(1);
  });

  const HEAT = "GET /identifications/{id}/evidence/{query}/{annotation}/heat-map";
  const compared = (values: number[][], heat?: unknown) => ({
    "GET /identifications/{id}/evidence/{query}/{annotation}": {
      query: { annotation: "annotation-0", asset: "asset-1", bbox: [0, 0, 100, 100] },
      candidate: { annotation: "annotation-2", asset: "asset-2", bbox: [0, 0, 100, 100] },
      matches: [],
    },
    [HEAT]: heat ?? {
      query: { annotation: "annotation-0", bbox: [0, 0, 100, 100], values },
      candidate: { annotation: "annotation-2", bbox: [0, 0, 100, 100], values },
    },
  });

  const inTheMaking = {
    status: 503,
    problem: { detail: "Ask again.", type: "/docs/errors#heat_map_in_the_making" },
  };

  it("says of two that were compared as a whole that there are no points, and shows what counted", async () => {
    let asked = 0;
    const made = compared([[0, 1]]);
    const server = houston(
      anIdentification(),
      compared([], () => {
        asked += 1;
        return asked > 1 ? made[HEAT] : inTheMaking;
      }),
    );
    const { person } = renderApp("/identifications/identification-1");
    expect(await screen.findByText(/compared as a whole/)).toBeDefined();
    expect(document.body.textContent).not.toContain("0 matching");
    await person.keyboard("h");
    expect(await screen.findByText(/is being made/)).toBeDefined();
    expect(await screen.findAllByTestId("heat-map", {}, { timeout: 4000 })).toHaveLength(2);
    expect(server.askedFor(HEAT)).toHaveLength(2);
    expect(screen.getByRole("img", { name: /warm is what counted/ })).toBeDefined();
  });

  it("says where nothing counted", async () => {
    houston(anIdentification(), compared([[0, 0]]));
    const { person } = renderApp("/identifications/identification-1");
    await screen.findByText(/compared as a whole/);
    await person.keyboard("h");
    expect(await screen.findByText(/nothing stands out/)).toBeDefined();
  });

  it("says why there is no heat map any more", async () => {
    const sentence = "The network colours was replaced by another version.";
    houston(anIdentification(), compared([], refusal(409, sentence)));
    const { person } = renderApp("/identifications/identification-1");
    await screen.findByText(/compared as a whole/);
    await person.keyboard("h");
    expect(await screen.findByText(sentence)).toBeDefined();
  });

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

  it("says why there is nobody to compare with", async () => {
    const lonely = anIdentification();
    lonely.queries = lonely.queries.map((query) => ({
      ...query,
      individuals: [],
      reason: "No other animal of this species is known.",
    }));
    houston(lonely);
    renderApp("/identifications/identification-1");
    expect(await screen.findByText("No other animal of this species is known.")).toBeTruthy();
    expect(await screen.findByRole("button", { name: "New individual…" })).toBeTruthy();
  });

  it("shows first what several pictures say as one, then what each says by itself", async () => {
    const [query] = anIdentification().queries;
    const [amber, basil, nameless] = query?.individuals ?? [];
    if (!query || !amber || !basil || !nameless) {
      throw new Error("there are no candidates");
    }
    const together = {
      queries: ["annotation-0", "annotation-9"],
      probability_new: null,
      individuals: [
        { ...basil, score: 1.4, query: "annotation-9" },
        { ...amber, score: 1.1, query: "annotation-0" },
      ],
    };
    const server = houston(
      anIdentification({
        queries: [
          { ...query, together },
          { ...query, together, annotation: "annotation-9", asset: "asset-4" },
          { ...query, annotation: "annotation-8" },
        ],
      }),
    );
    const { person } = renderApp("/identifications/identification-1");
    const list = await screen.findByRole("list", { name: "Candidates" });
    const names = () => [...list.querySelectorAll("button")].map((each) => each.textContent);
    expect(names()).toEqual(["BasilNo. 1 · Score 1.4", "AmberNo. 2 · Score 1.1"]);
    expect(screen.getByText(/asked about as one/)).toBeTruthy();
    const tabs = screen.getByRole("group", { name: "Pictures to identify" });
    expect([...tabs.querySelectorAll("button")].map((each) => each.textContent)).toEqual([
      "Pictures 1 and 2 together · Not decided",
      "Picture 1 of 3 · Not decided",
      "Picture 2 of 3 · Not decided",
      "Picture 3 of 3 · Not decided",
    ]);
    // Beside a candidate stands, and is decided about, the picture that resembles it most.
    await person.click(await screen.findByRole("button", { name: "It is Basil" }));
    await person.keyboard("{ArrowRight}");
    await person.click(await screen.findByRole("button", { name: "It is Amber" }));
    const bodies = server.askedFor("POST /identifications/{id}/decisions").map(({ body }) => body);
    expect(bodies).toMatchObject([
      { annotation: "annotation-9", individual: "individual-3" },
      { annotation: "annotation-0", individual: "individual-2" },
    ]);
    await person.click(screen.getByRole("button", { name: /Picture 1 of 3/ }));
    expect(screen.queryByText(/asked about as one/)).toBeNull();
    expect(chosen()).toContain("Amber");
  });

  it("shows a decision about one of the pictures where all are asked about as one", async () => {
    const [query] = anIdentification().queries;
    if (!query) {
      throw new Error("there is no query");
    }
    const together = {
      queries: ["annotation-0", "annotation-9"],
      probability_new: null,
      individuals: query.individuals.map((each) => ({ ...each, query: "annotation-0" })),
    };
    houston(
      anIdentification({
        queries: [
          { ...query, together },
          { ...query, together, annotation: "annotation-9", review: "no_match" },
        ],
      }),
    );
    renderApp("/identifications/identification-1");
    expect(await screen.findByText("Decided: none of the candidates.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "All 2 pictures together · No match" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "It is Amber" })).toBeNull();
  });

  it("asks the same again where it failed", async () => {
    const server = houston(anIdentification({ state: "failed", reason: "It broke." }), {
      "POST /identifications": anIdentification(),
    });
    const { person } = renderApp("/identifications/identification-1");
    await person.click(await screen.findByRole("button", { name: "Compare again" }));
    const [asked] = server.askedFor("POST /identifications");
    expect(asked?.body).toEqual({ annotations: ["annotation-0"] });
  });

  it("shows a picture that cannot be compared, and says why", async () => {
    const [query] = anIdentification().queries;
    if (!query) {
      throw new Error("there is no query");
    }
    const small = { ...query, comparable: false, individuals: [], encounter: "known-1" };
    small.reason = "The box shows too little pattern to recognise an animal by.";
    small.identifiability = { score: 0.2, hindrance: "too_small", reason: "It is small." };
    houston(anIdentification({ queries: [small, { ...query, annotation: "annotation-9" }] }));
    renderApp("/identifications/identification-1");
    expect(await screen.findByText("This picture cannot be compared")).toBeTruthy();
    expect(screen.getByText(small.reason)).toBeTruthy();
    expect(
      screen.getByRole("button", { name: "Picture 1 of 2 · Cannot be compared" }),
    ).toBeTruthy();
    expect(screen.getByRole("button", { name: "Picture 2 of 2 · Not decided" })).toBeTruthy();
    expect(await screen.findByRole("img", { name: "zebra.jpg" })).toBeTruthy();
    // What is in the way is told where it is not the reason itself.
    expect(screen.queryByText(/too small in the picture/)).toBeNull();
  });

  it("says what may be in the way where nobody resembles the picture", async () => {
    const lonely = anIdentification();
    lonely.queries = lonely.queries.map((query) => ({
      ...query,
      individuals: [],
      identifiability: { score: 0.4, hindrance: "blurred", reason: "It is blurred." },
    }));
    houston(lonely);
    renderApp("/identifications/identification-1");
    expect(await screen.findByText(/The animal is blurred/)).toBeTruthy();
  });

  it("says why there are no points to show", async () => {
    houston(anIdentification(), {
      "GET /identifications/{id}/evidence/{query}/{annotation}": {
        query: { annotation: "annotation-0", asset: "asset-1", bbox: [0, 0, 100, 100] },
        candidate: { annotation: "annotation-2", asset: "asset-2", bbox: [0, 0, 100, 100] },
        matches: [],
        note: "The two pictures were compared as a whole.",
      },
    });
    renderApp("/identifications/identification-1");
    expect(await screen.findByText("The two pictures were compared as a whole.")).toBeTruthy();
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
