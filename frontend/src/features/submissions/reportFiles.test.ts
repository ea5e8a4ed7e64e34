import { describe, expect, it } from "vitest";
import type { SubmissionFile } from "../../api/types";
import { aSubmissionFile } from "../../testing/records";
import { EMPTY_DRAFT } from "./reportDraft";
import { suggestedLocation, suggestedTime } from "./suggestions";
import type { UploadRow } from "./uploadQueue";
import { mergeFiles } from "./useReportFiles";

function stored(changes: Partial<SubmissionFile>): SubmissionFile {
  return aSubmissionFile({ name: "a.jpg", size: 100, received: 100, ...changes });
}

function uploading(changes: Partial<UploadRow>): UploadRow {
  return {
    key: "0",
    name: "a.jpg",
    size: 100,
    sent: 40,
    state: "sending",
    reason: null,
    file: "file-1",
    preview: "blob:a",
    ...changes,
  };
}

describe("a file of the report", () => {
  it("is one row though both the page and the server know it", () => {
    const rows = mergeFiles([uploading({})], [stored({ state: "receiving", received: 25 })]);
    expect(rows).toMatchObject([{ state: "sending", sent: 40, preview: "blob:a" }]);
  });

  it("is one row while the answer that tells its id is still to come", () => {
    const begun = stored({ state: "receiving", received: 0 });
    const rows = mergeFiles([uploading({ file: null })], [begun]);
    expect(rows).toMatchObject([{ state: "sending", file: "file-1", upload: "0" }]);
  });

  it("is not taken for another of the same name that arrived before", () => {
    const rows = mergeFiles([uploading({ file: null })], [stored({})]);
    expect(rows.map(({ state, file }) => [state, file])).toEqual([
      ["ready", "file-1"],
      ["sending", null],
    ]);
  });

  it("and its twin that is sent at the same time are two", () => {
    const twins = [uploading({ file: null }), uploading({ key: "1", file: null })];
    const rows = mergeFiles(twins, [stored({ state: "receiving" })]);
    expect(rows.map(({ upload }) => upload)).toEqual(["0", "1"]);
  });

  it("is what the server says once it has arrived", () => {
    const refused = stored({ state: "refused", reason: "This is no picture." });
    expect(mergeFiles([uploading({ state: "sent" })], [refused])).toMatchObject([
      { state: "refused", reason: "This is no picture." },
    ]);
  });

  it("that broke off tells why, though the server still waits for it", () => {
    const failed = uploading({ state: "failed", reason: "No connection." });
    expect(mergeFiles([failed], [stored({ state: "receiving" })])).toMatchObject([
      { state: "failed", reason: "No connection." },
    ]);
  });

  it("that only the page knows is there too, and so is one of an earlier visit", () => {
    const rows = mergeFiles(
      [uploading({ file: null, state: "waiting" })],
      [stored({ id: "file-2" })],
    );
    expect(rows.map(({ state }) => state)).toEqual(["ready", "waiting"]);
  });
});

describe("what the camera wrote", () => {
  const time = {
    year: 2024,
    month: 6,
    day: 3,
    hour: 7,
    minute: 30,
    second: 0,
    utc_offset: null,
    zone: null,
    source: "exif",
  };
  const files = mergeFiles(
    [],
    [stored({ exif: { time, location: null, camera: null, orientation: 1 } })],
  );

  it("is offered until it is taken or refused", () => {
    const offered = suggestedTime(files, EMPTY_DRAFT);
    expect(offered).toMatchObject({ file: "a.jpg", value: time });
    const settled = { ...EMPTY_DRAFT, settledSuggestions: [offered?.key ?? ""] };
    expect(suggestedTime(files, settled)).toBeNull();
  });

  it("is not offered where it wrote nothing", () => {
    expect(suggestedLocation(files, EMPTY_DRAFT)).toBeNull();
  });
});
