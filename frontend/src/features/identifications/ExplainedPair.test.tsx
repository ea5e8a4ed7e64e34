import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { refusal } from "../../testing/fakeHouston";
import { identificationHouston as houston } from "../../testing/identificationHouston";
import { anIdentification } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

const HEAT = "GET /identifications/{id}/evidence/{query}/{annotation}/heat-map";

const POINTS = "GET /identifications/{id}/evidence/{query}/{annotation}";

const compared = (values: number[][], heat?: unknown) => ({
  [POINTS]: {
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

describe("why two pictures resemble each other", () => {
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

  it("waits for points that are being found, and says of which look they are", async () => {
    let asked = 0;
    const note = "The points are of a second look.";
    houston(anIdentification(), {
      [POINTS]: () => {
        asked += 1;
        return asked > 1
          ? { ...compared([])[POINTS], matches: [[1, 2, 3, 4, 0.5]], note }
          : {
              status: 503,
              problem: { detail: "Ask again.", type: "/docs/errors#points_in_the_making" },
            };
      },
    });
    renderApp("/identifications/identification-1");
    expect(await screen.findByText(/points are being found/)).toBeDefined();
    expect(
      await screen.findByText(`1 matching point. ${note}`, {}, { timeout: 4000 }),
    ).toBeDefined();
  });

  it("says why points cannot be found, and not that the two were compared as a whole", async () => {
    const sentence = "There is no evidence for these two pictures.";
    houston(anIdentification(), { [POINTS]: refusal(404, sentence) });
    renderApp("/identifications/identification-1");
    expect(await screen.findByText(sentence)).toBeDefined();
    expect(screen.queryByText(/compared as a whole/)).toBeNull();
  });

  it("says why there are no points to show", async () => {
    houston(anIdentification(), {
      [POINTS]: {
        query: { annotation: "annotation-0", asset: "asset-1", bbox: [0, 0, 100, 100] },
        candidate: { annotation: "annotation-2", asset: "asset-2", bbox: [0, 0, 100, 100] },
        matches: [],
        note: "The two pictures were compared as a whole.",
      },
    });
    renderApp("/identifications/identification-1");
    expect(await screen.findByText("The two pictures were compared as a whole.")).toBeTruthy();
  });
});
