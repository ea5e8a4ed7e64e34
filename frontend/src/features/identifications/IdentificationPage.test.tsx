import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { identificationHouston as houston } from "../../testing/identificationHouston";
import { anIdentification, aQuery, askedAsOne } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

const chosen = () => document.querySelector("button[aria-current=true]")?.textContent;

describe("the result of an identification", () => {
  it("says how sure each candidate is, and that the animal is probably new", async () => {
    const query = aQuery();
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
    houston(anIdentification({ queries: [query] }));
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

  it("marks whom somebody said it is not, where the decision still shows them", async () => {
    const query = aQuery({ review: "no_match" });
    query.individuals = query.individuals.map((each, index) => ({ ...each, refused: index === 0 }));
    houston(anIdentification({ queries: [query] }));
    renderApp("/identifications/identification-1");
    const list = await screen.findByRole("list", { name: "Candidates" });
    expect([...list.querySelectorAll("button")].map((button) => button.textContent)).toEqual([
      "AmberNo. 1 · Score 0.82Said not to be this one",
      "BasilNo. 2 · Score 0.31",
      "Not yet namedNo. 3 · Score 0.12",
    ]);
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
    const [amber, basil] = aQuery().individuals;
    if (!amber || !basil) {
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
          aQuery({ together }),
          aQuery({ together, annotation: "annotation-9", asset: "asset-4" }),
          aQuery({ annotation: "annotation-8" }),
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

  it("asks the same again where it failed", async () => {
    const server = houston(anIdentification({ state: "failed", reason: "It broke." }), {
      "POST /identifications": anIdentification(),
    });
    const { person } = renderApp("/identifications/identification-1");
    await person.click(await screen.findByRole("button", { name: "Compare again" }));
    const [asked] = server.askedFor("POST /identifications");
    expect(asked?.body).toEqual({ annotations: ["annotation-0"] });
  });

  it("says of pictures asked about as one what was decided, and leads on to the next undecided", async () => {
    const together = askedAsOne("annotation-0");
    const decided = aQuery({ together, review: "unidentifiable" });
    const other = aQuery({ annotation: "annotation-8" });
    const last = aQuery({ annotation: "annotation-7" });
    houston(
      anIdentification({
        queries: [decided, aQuery({ together, annotation: "annotation-9" }), other, last],
      }),
    );
    const { person } = renderApp("/identifications/identification-1");
    const tabs = await screen.findByRole("group", { name: "Pictures to identify" });
    const pressed = () => tabs.querySelector("[aria-pressed=true]")?.textContent;
    expect([...tabs.querySelectorAll("button")].map((each) => each.textContent)).toEqual([
      "Pictures 1 and 2 together · Unidentifiable",
      "Picture 1 of 4 · Unidentifiable",
      "Picture 2 of 4 · Unidentifiable",
      "Picture 3 of 4 · Not decided",
      "Picture 4 of 4 · Not decided",
    ]);
    await person.click(screen.getByRole("button", { name: /Picture 2 of 4/ }));
    expect(screen.getByText(/Decided: this picture cannot/)).toBeTruthy();
    await person.click(screen.getByRole("button", { name: /Next undecided picture/ }));
    expect(pressed()).toBe("Picture 3 of 4 · Not decided");
    expect(screen.queryByRole("button", { name: /Next undecided picture/ })).toBeNull();
    await person.click(screen.getByRole("button", { name: /Picture 1 of 4/ }));
    await person.keyboard("n");
    expect(pressed()).toBe("Picture 3 of 4 · Not decided");
    // Whoever goes on by keyboard looks at the pictures; the next Tab leads to the first decision.
    expect(document.activeElement).toBe(screen.getByRole("group", { name: "Your decision" }));
    await person.tab();
    expect(document.activeElement?.textContent).toBe("It is Amber");
  });

  it("leaves a picture open that was asked about with one that is none of its candidates", async () => {
    const together = { ...askedAsOne("annotation-0"), individuals: [] };
    houston(
      anIdentification({
        queries: [
          aQuery({ together, review: "no_match" }),
          aQuery({ together, annotation: "annotation-9" }),
        ],
      }),
    );
    const { person } = renderApp("/identifications/identification-1");
    await person.click(await screen.findByRole("button", { name: "Picture 2 of 2 · No match" }));
    expect(await screen.findByRole("button", { name: "It is Amber" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Next undecided picture/ })).toBeNull();
  });

  it("shows a picture that cannot be compared, and says why", async () => {
    const query = aQuery();
    const small = { ...query, comparable: false, individuals: [], encounter: "known-1" };
    small.reason = "The box shows too little pattern to recognise an animal by.";
    small.identifiability = { score: 0.2, hindrance: "too_small", reason: "It is small." };
    houston(anIdentification({ queries: [small, aQuery({ annotation: "annotation-9" })] }));
    renderApp("/identifications/identification-1");
    expect(await screen.findByText("This picture cannot be compared")).toBeTruthy();
    const box = screen.getByRole("link", { name: "See its box at the encounter" });
    expect(box.getAttribute("href")).toMatch(/^\/encounters\/./);
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
});
