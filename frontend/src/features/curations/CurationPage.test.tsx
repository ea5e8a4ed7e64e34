import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { ANSWERS, curationHouston, RENEW } from "../../testing/curationHouston";
import { allowing, fakeHouston, refusal } from "../../testing/fakeHouston";
import { aCuration } from "../../testing/records";
import { renderApp } from "../../testing/renderApp";

describe("once everything likely is compared", () => {
  it("says that one may stop, and goes on asking", async () => {
    curationHouston(aCuration({ open: 0 }));
    renderApp("/curations/curation-1");
    expect(await screen.findByText(/You may stop here/)).toBeTruthy();
    expect(screen.getByRole("button", { name: /The same/ })).toBeTruthy();
  });

  it("says nothing of it once nothing at all is left", async () => {
    curationHouston(aCuration({ open: 0, unlikely: 0, questions: [] }));
    renderApp("/curations/curation-1");
    expect(await screen.findByText("Nothing left to compare")).toBeTruthy();
    expect(screen.queryByText(/You may stop here/)).toBeNull();
  });
});

describe("where there is nothing to compare", () => {
  it("says that once, and neither asks nor proposes", async () => {
    const reason = "There are no two encounters of this species with pictures.";
    curationHouston(
      aCuration({ encounters: 0, animals: 0, open: 0, unlikely: 0, questions: [], reason }),
    );
    renderApp("/curations/curation-1");
    expect(await screen.findByText("Nothing to compare yet")).toBeTruthy();
    expect(screen.getByText(reason)).toBeTruthy();
    expect(screen.queryByText("Nothing left to compare")).toBeNull();
    expect(screen.queryByText("What follows from it")).toBeNull();
  });
});

describe("where it failed", () => {
  const reason = "Nothing says yet what the scores of embedding are worth for this species.";

  it("says why, and begins with an algorithm that can, or tries again", async () => {
    const server = curationHouston(
      aCuration({
        state: "failed",
        questions: [],
        reason,
        algorithm: { name: "embedding", version: null },
      }),
      {
        "POST /curations": aCuration({ id: "curation-2" }),
        "POST /curations/{id}/renew": aCuration(),
      },
    );
    const { person, router } = renderApp("/curations/curation-1");
    expect(await screen.findByText(reason)).toBeTruthy();
    await person.click(screen.getByRole("button", { name: "Compare again" }));
    expect(server.askedFor("POST /curations/{id}/renew")).toHaveLength(1);
    await person.click(screen.getByRole("button", { name: "Begin with HotSpotter" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/curations/curation-2"));
    expect(server.askedFor("POST /curations")[0]?.body).toEqual({
      species: "equus_quagga",
      algorithm: { name: "hotspotter", parameters: {} },
    });
  });

  it("offers no other algorithm where that was the usual one", async () => {
    curationHouston(aCuration({ state: "failed", questions: [], reason }));
    renderApp("/curations/curation-1");
    expect(await screen.findByRole("button", { name: "Compare again" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Begin with HotSpotter" })).toBeNull();
  });
});

describe("putting a catalogue in order", () => {
  it("asks one comparison after the other, with why, and takes the keys 1, 2 and 3", async () => {
    const answered: string[] = [];
    const server = curationHouston(aCuration(), {
      "GET /curations/{id}": () => {
        const { questions, ...others } = aCuration({ open: 0, unlikely: 0 });
        const left = questions.filter(({ first }) => !answered.includes(first.annotation));
        return left.length > 0 ? { ...aCuration(), questions: left } : { ...others, questions: [] };
      },
      [ANSWERS]: ({ body }: { body: unknown }) => {
        answered.push((body as { first: string }).first);
        return {};
      },
    });
    const { person } = renderApp("/curations/curation-1");
    await screen.findByText("1 matching point");
    expect(screen.getByRole("link", { name: "Amber" }).getAttribute("href")).toBe(
      "/encounters/encounter-2",
    );
    expect(screen.getByText(/3 comparisons are still uncertain\. 40 more are/)).toBeTruthy();
    expect(screen.queryByText(/You may stop here/)).toBeNull();
    await person.keyboard("1");
    await waitFor(() => expect(screen.queryByRole("link", { name: "Amber" })).toBeNull());
    await waitFor(() =>
      expect(screen.getByRole("button", { name: /Cannot tell/ })).toHaveProperty("disabled", false),
    );
    await person.keyboard("3");
    expect(await screen.findByText("Nothing left to compare")).toBeTruthy();
    expect(server.askedFor(ANSWERS).map(({ body }) => body)).toEqual([
      { first: "annotation-1", second: "annotation-2", answer: "same" },
      { first: "annotation-3", second: "annotation-4", answer: "cannot_tell" },
    ]);
  });

  it("asks again what it wants to know again", async () => {
    const once = aCuration({ questions: aCuration().questions.slice(0, 1) });
    const server = curationHouston(once);
    const { person } = renderApp("/curations/curation-1");
    await screen.findByText("1 matching point");
    await person.keyboard("1");
    await waitFor(() => expect(server.askedFor(ANSWERS)).toHaveLength(1));
    expect(await screen.findByRole("link", { name: "Amber" })).toBeTruthy();
    expect(screen.queryByText("Nothing left to compare")).toBeNull();
  });

  it("has compared again what was compared before there was anything to show", async () => {
    const points = "GET /curations/{id}/evidence/{query}/{annotation}";
    let isRenewed = false;
    const server = curationHouston(aCuration(), {
      [points]: () =>
        isRenewed
          ? { query: {}, candidate: {}, matches: [[1, 1, 2, 2, 1]], note: null }
          : refusal(404, "There is no evidence for these two pictures."),
      "GET /curations/{id}": () =>
        aCuration({ under_way: server.askedFor(RENEW).length === 1 && !isRenewed }),
      [RENEW]: aCuration({ under_way: true }),
    });
    const { person } = renderApp("/curations/curation-1");
    expect(await screen.findByText(/nothing was kept/)).toBeTruthy();
    await person.click(screen.getByRole("button", { name: "Compare again" }));
    await waitFor(() => expect(server.askedFor("GET /curations/{id}").length).toBeGreaterThan(1));
    isRenewed = true;
    expect(await screen.findByText("1 matching point", {}, { timeout: 4000 })).toBeTruthy();
  });

  it("says so where what is left is for others to answer", async () => {
    const for_others = { open: 2, unlikely: 5 };
    curationHouston(aCuration({ open: 0, unlikely: 0, for_others, questions: [] }));
    renderApp("/curations/curation-1");
    expect(await screen.findByText(/2 more are about others' encounters/)).toBeTruthy();
    expect(await screen.findByText(/not yours to change/)).toBeTruthy();
    expect(screen.queryByText(/Everything that can be compared has been/)).toBeNull();
  });

  it("has the points of the next pair found while this one is looked at", async () => {
    const server = curationHouston();
    renderApp("/curations/curation-1");
    await screen.findByText("1 matching point");
    const points = "GET /curations/{id}/evidence/{query}/{annotation}";
    await waitFor(() =>
      expect(server.askedFor(points).map(({ path }) => path)).toEqual([
        "/curations/curation-1/evidence/annotation-1/annotation-2",
        "/curations/curation-1/evidence/annotation-3/annotation-4",
      ]),
    );
  });

  it("asks again what was refused, and says why", async () => {
    curationHouston(aCuration(), { [ANSWERS]: refusal(403, "You may change neither of these.") });
    const { person } = renderApp("/curations/curation-1");
    await person.click(await screen.findByRole("button", { name: /Different/ }));
    expect(await screen.findByText("You may change neither of these.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Amber" })).toBeTruthy();
  });

  it("goes on where what it asks about was deleted meanwhile", async () => {
    let isGone = false;
    curationHouston(aCuration(), {
      "GET /curations/{id}": () =>
        isGone ? aCuration({ questions: aCuration().questions.slice(1) }) : aCuration(),
      [ANSWERS]: () => {
        isGone = true;
        return refusal(409, "One of the encounters was deleted in the meantime.");
      },
    });
    const { person } = renderApp("/curations/curation-1");
    await screen.findByRole("link", { name: "Amber" });
    await person.keyboard("1");
    expect(await screen.findByText(/deleted in the meantime/)).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole("link", { name: "Amber" })).toBeNull());
    expect(screen.getAllByRole("link", { name: "Not yet named" })).toHaveLength(2);
  });

  it("takes the last answer back with the key U", async () => {
    const answer = {
      id: "answer-1",
      first: "encounter-5",
      second: "encounter-6",
      first_annotation: "annotation-5",
      second_annotation: "annotation-6",
      answer: "same" as const,
      decided_by: "somebody",
      decided_at: "2026-11-25T12:00:00+00:00",
      undone_by: null,
      undone_at: null,
    };
    const undone = { ...answer, id: "answer-2", undone_at: "2026-11-25T12:01:00+00:00" };
    const server = curationHouston(aCuration({ answers: [undone, answer] }), {
      "DELETE /curations/{id}/answers/{answer}": {},
    });
    const { person } = renderApp("/curations/curation-1");
    await screen.findByText("1 matching point");
    await person.keyboard("u");
    expect(await screen.findByText("The answer is taken back.")).toBeTruthy();
    expect(server.askedFor("DELETE /curations/{id}/answers/{answer}")[0]?.path).toBe(
      "/curations/curation-1/answers/answer-1",
    );
  });

  it("says how far it is, and why there is nothing to compare", async () => {
    curationHouston(aCuration({ state: "running", under_way: true, questions: [] }), {
      "GET /jobs/{id}": { progress: { done: 3, total: 8, message: "" } },
    });
    renderApp("/curations/curation-1");
    const bar = await screen.findByRole("progressbar");
    await waitFor(() => expect(bar.getAttribute("value")).toBe("3"));
  });
});

describe("the catalogues that were begun", () => {
  it("are listed, and another is begun for a species", async () => {
    const server = fakeHouston({
      "GET /auth/session": { user: { id: "u", roles: [] }, csrf_token: "c" },
      "GET /permissions": allowing("identify"),
      "GET /species": {
        version: "1",
        items: [
          { id: "equus_quagga", scientific_name: "Equus quagga", common_names: { en: ["zebra"] } },
        ],
        faults: [],
      },
      "GET /curations": { items: [], next: null },
      "GET /curations/{id}": aCuration({ questions: [] }),
      "POST /curations": aCuration({ id: "curation-2" }),
    });
    const { person, router } = renderApp("/curations");
    expect(await screen.findByText("Nothing begun yet")).toBeTruthy();
    await person.selectOptions(
      await screen.findByRole("combobox", { name: /^Species/ }),
      "equus_quagga",
    );
    await person.click(screen.getByRole("button", { name: "Begin" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/curations/curation-2"));
    expect(server.askedFor("POST /curations")[0]?.body).toEqual({ species: "equus_quagga" });
  });
});
