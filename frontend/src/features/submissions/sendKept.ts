/** How is a report sent that was kept on this phone? In steps that can each be done again, so that nothing is sent twice. */

import { answer, api } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import type { Submission, SubmissionFile } from "../../api/types";
import i18next from "../../i18n";
import { followUpToken } from "./followUps";
import type { KeptReport } from "./keptReports";
import { sendFile } from "./sendFile";
import { addressOf, EDITABLE, sendReport, takeBack } from "./sendReport";
import { openSubmission } from "./useSubmission";

/** States of a file that go with the report; refused ones and copies stay behind. */
const GOING_ALONG = ["ready", "checking"];
const UNFINISHED = "receiving";

/** Sends it and tells the submission's id. `save` writes the report down as it is after each step. */
export async function sendKept(
  report: KeptReport,
  save: (report: KeptReport) => Promise<void>,
): Promise<string> {
  const known = await draftOnServer(report);
  if (known && !EDITABLE.includes(known.state)) {
    return known.id; // It had arrived; only the answer was lost.
  }
  const submission = known?.id ?? (await openedAnew(report, save));
  await sendPhotos(report.photos, submission, known?.files ?? []);
  const { files } = await answer(api.GET("/submissions/{id}", addressOf(submission)));
  const names = files.filter(({ state }) => GOING_ALONG.includes(state)).map(({ name }) => name);
  const { draft } = report;
  const species = draft.species ? await readSpecies(draft.species) : undefined;
  const { user } = await answer(api.GET("/auth/session"));
  await sendReport(submission, draft, species, names, user === null);
  return submission;
}

/** Which of its photos the server does not have, for the form, in which they can be looked at and taken out. */
export async function photosNotThere(report: KeptReport): Promise<File[]> {
  const there = [...((await draftOnServer(report))?.files ?? [])];
  return report.photos.filter((photo) => takenFrom(there, photo) === undefined);
}

/** Takes back what the server has of a report that is thrown away; one that had arrived stays sent. */
export async function takeKeptBack(report: KeptReport): Promise<void> {
  const known = await draftOnServer(report);
  if (known && EDITABLE.includes(known.state)) {
    await takeBack(known.id);
  }
}

/**
 * What the server has of it already; null where there is nothing, or no longer. Of one that was begun with an account
 * nothing is shown to anybody else: it may have arrived, so it is not begun anew.
 */
async function draftOnServer({ draft: { submission } }: KeptReport): Promise<Submission | null> {
  if (!submission) {
    return null;
  }
  try {
    return await answer(api.GET("/submissions/{id}", addressOf(submission)));
  } catch (error) {
    if (!(error instanceof ApiProblem && error.isMissing)) {
      throw error;
    }
    if (followUpToken(submission) === null) {
      throw new ApiProblem(error.status, "", i18next.t("submissions:kept.notShown"));
    }
    return null;
  }
}

async function openedAnew(
  report: KeptReport,
  save: (report: KeptReport) => Promise<void>,
): Promise<string> {
  const submission = await openSubmission();
  report.draft = { ...report.draft, submission };
  await save(report);
  return submission;
}

/** One after the other: a phone's weak uplink is not torn into many slow streams. */
async function sendPhotos(
  photos: File[],
  submission: string,
  stored: SubmissionFile[],
): Promise<void> {
  const there = [...stored];
  for (const photo of photos) {
    const same = takenFrom(there, photo);
    if (!same || same.state === UNFINISHED) {
      await sendFile(photo, {
        submission,
        name: photo.name,
        begun: same?.id ?? null,
        onFile: () => undefined,
        onProgress: () => undefined,
        onStart: () => undefined,
      });
    }
  }
}

function readSpecies(id: string) {
  return answer(api.GET("/species/{id}", { params: { path: { id } } }));
}

/** The file that a photo has become, which is no other photo's any more. */
function takenFrom(there: SubmissionFile[], photo: File): SubmissionFile | undefined {
  const at = there.findIndex(({ name, size }) => name === photo.name && size === photo.size);
  return at < 0 ? undefined : there.splice(at, 1)[0];
}
