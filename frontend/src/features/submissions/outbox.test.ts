import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeHouston, refusal } from "../../testing/fakeHouston";
import { aSpecies, aSubmission, aSubmissionFile } from "../../testing/records";
import { rememberFollowUp } from "./followUps";
import type { KeptReport, KeptStore } from "./keptReports";
import { Outbox } from "./outbox";
import { EMPTY_DRAFT } from "./reportDraft";
import { sendFile } from "./sendFile";
import { photosNotThere } from "./sendKept";

// Files go by their own protocol, and jsdom has no database: both are stood in for.
vi.mock("./sendFile", () => ({ sendFile: vi.fn() }));
const sending = vi.mocked(sendFile);

const OPEN = "POST /submissions";
const COMMIT = "POST /submissions/{id}/commit";
const VALID = { valid: true, errors: [], warnings: [], sightings: 1, encounters: 1 };

class InMemory implements KeptStore {
  constructor(private reports: KeptReport[] = []) {}
  all = async () => structuredClone(this.reports);
  add = async (report: Omit<KeptReport, "id">) => {
    this.reports.push({ ...report, id: this.reports.length + 1 });
  };
  put = async (report: KeptReport) => {
    this.reports = this.reports.map((each) => (each.id === report.id ? report : each));
  };
  remove = async (id: number) => {
    this.reports = this.reports.filter((each) => each.id !== id);
  };
}

function aReport(changes: Partial<KeptReport> = {}): KeptReport {
  return {
    id: 1,
    keptAt: "2024-06-03T12:00:00Z",
    draft: { ...EMPTY_DRAFT, species: "equus_quagga" },
    photos: [new File(["stripes"], "a.jpg", { type: "image/jpeg" })],
    isInvalid: false,
    ...changes,
  };
}

/** A server that keeps the state of its one submission; the answer to the first sending is lost. */
function houstonThatLosesAnAnswer() {
  let state: "draft" | "committing" = "draft";
  return fakeHouston({
    "GET /species/{id}": aSpecies([]),
    [OPEN]: { ...aSubmission(), follow_up_token: "follow-me" },
    "GET /submissions/{id}": () => aSubmission({ state }),
    "POST /submissions/{id}/validate": VALID,
    [COMMIT]: () => {
      state = "committing";
      throw new TypeError("the connection broke");
    },
  });
}

/** As the upload protocol tells that the server would not take a file. */
function refusedUpload(status: number, detail: string) {
  const body = JSON.stringify({ title: "Refused", status, detail });
  return Object.assign(new Error("unexpected response"), {
    originalResponse: { getStatus: () => status, getBody: () => body },
  });
}

beforeEach(() => {
  sending.mockReset();
  sending.mockResolvedValue(undefined);
});

describe("a report that was kept on the phone", () => {
  it("is made once, though the answer to its sending was lost", async () => {
    const server = houstonThatLosesAnAnswer();
    const store = new InMemory([aReport()]);
    const outbox = new Outbox(store);
    await outbox.sendAll();
    expect(outbox.snapshot().reports).toHaveLength(1);
    expect(outbox.snapshot().problems[1]).toBeTruthy();

    // The page is opened again later: only what was written down is known.
    const later = new Outbox(store);
    await later.sendAll();
    expect(later.snapshot()).toMatchObject({ reports: [], sent: ["submission-1"] });
    expect(server.askedFor(OPEN)).toHaveLength(1);
    expect(server.askedFor(COMMIT)).toHaveLength(1);
    expect(sending).toHaveBeenCalledTimes(1);
  });

  it("goes to the same submission once more where a photo did not get through", async () => {
    const server = fakeHouston({
      "GET /species/{id}": aSpecies([]),
      [OPEN]: { ...aSubmission(), follow_up_token: "follow-me" },
      "GET /submissions/{id}": aSubmission(),
      "POST /submissions/{id}/validate": VALID,
      [COMMIT]: aSubmission({ state: "committing" }),
    });
    const outbox = new Outbox(new InMemory([aReport()]));
    sending.mockRejectedValueOnce(new Error("no network"));
    await outbox.sendAll();
    expect(server.askedFor(COMMIT)).toHaveLength(0);
    await outbox.sendAll();
    expect(outbox.snapshot().reports).toEqual([]);
    expect(server.askedFor(OPEN)).toHaveLength(1);
    expect(server.askedFor(COMMIT)).toHaveLength(1);
  });

  it("is opened anew where its draft has expired on the server", async () => {
    const draft = { ...EMPTY_DRAFT, submission: "expired" };
    rememberFollowUp("expired", "follow-me");
    const server = fakeHouston({
      [OPEN]: aSubmission(),
      "GET /submissions/{id}": ({ path }: { path: string }) =>
        path.endsWith("expired") ? refusal(404, "There is no such submission.") : aSubmission(),
      "POST /submissions/{id}/validate": VALID,
      [COMMIT]: aSubmission({ state: "committing" }),
    });
    const outbox = new Outbox(new InMemory([aReport({ draft })]));
    await outbox.sendAll();
    expect(outbox.snapshot().sent).toEqual(["submission-1"]);
    expect(server.askedFor(COMMIT)[0]?.path).toBe("/submissions/submission-1/commit");
  });

  it("is not begun anew by anybody else than the account that began it, for it may have arrived", async () => {
    const draft = { ...EMPTY_DRAFT, submission: "somebody's" };
    const server = fakeHouston({
      "GET /submissions/{id}": refusal(404, "There is no such submission."),
    });
    const outbox = new Outbox(new InMemory([aReport({ draft })]));
    await outbox.sendAll();
    expect(outbox.snapshot().reports).toHaveLength(1);
    expect(outbox.snapshot().problems[1]).toMatch(/Sign in with the account/);
    expect(server.askedFor(OPEN)).toHaveLength(0);
  });

  it("is not sent again by itself while something in it has to be corrected", async () => {
    const fault = { pointer: "/sightings/0/species", code: "required", message: "Who was it?" };
    const server = fakeHouston({
      [OPEN]: aSubmission(),
      "GET /submissions/{id}": aSubmission(),
      "GET /species/{id}": aSpecies([]),
      "POST /submissions/{id}/validate": { ...VALID, valid: false, errors: [fault] },
    });
    const outbox = new Outbox(new InMemory([aReport()]));
    await outbox.sendAll();
    await outbox.sendAll();
    expect(outbox.snapshot().reports[0]?.isInvalid).toBe(true);
    expect(outbox.snapshot().problems[1]).toBe("Who was it?");
    expect(server.askedFor("POST /submissions/{id}/validate")).toHaveLength(1);
  });

  it("waits for somebody where a photo of it is refused, which goes into the form again", async () => {
    fakeHouston({
      [OPEN]: { ...aSubmission(), follow_up_token: "follow-me" },
      "GET /submissions/{id}": aSubmission({
        files: [aSubmissionFile({ name: "a.jpg", size: 7 })],
      }),
    });
    const large = new File(["far too large"], "b.jpg", { type: "image/jpeg" });
    sending.mockRejectedValueOnce(refusedUpload(413, "The file has 900 MB."));
    const photos = [...aReport().photos, large];
    const outbox = new Outbox(new InMemory([aReport({ photos })]));
    await outbox.sendAll();
    await outbox.sendAll();
    const [report] = outbox.snapshot().reports;
    expect(report?.isInvalid).toBe(true);
    expect(outbox.snapshot().problems[1]).toBe("The file has 900 MB.");
    expect(sending).toHaveBeenCalledTimes(1);
    const draft = { ...EMPTY_DRAFT, submission: "submission-1" };
    expect(await photosNotThere(aReport({ draft, photos }))).toEqual([large]);
  });

  it("takes its draft back when it is thrown away, and leaves one alone that had arrived", async () => {
    const draft = { ...EMPTY_DRAFT, submission: "submission-1" };
    for (const state of ["draft", "done"] as const) {
      const server = fakeHouston({
        "GET /submissions/{id}": aSubmission({ state }),
        "DELETE /submissions/{id}": {},
      });
      const report = aReport({ draft });
      const outbox = new Outbox(new InMemory([report]));
      await outbox.discard(report);
      expect(outbox.snapshot().reports).toEqual([]);
      expect(server.askedFor("DELETE /submissions/{id}")).toHaveLength(state === "draft" ? 1 : 0);
    }
  });
});
