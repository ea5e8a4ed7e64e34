/** How is a report sent whose files have arrived? What is wrong with it is said first, all at once. */

import { answer, api } from "../../api/client";
import { ApiProblem, type Fault } from "../../api/problem";
import type { Species, Submission } from "../../api/types";
import i18next from "../../i18n";
import { followUpHeader, followUpToken } from "./followUps";
import type { ReportDraft } from "./reportDraft";
import { sightingFrom } from "./reportMetadata";

export const EDITABLE: Submission["state"][] = ["draft", "invalid"];
const NOT_PROCESSABLE = 422;

/** Where a submission is, with the token that opens an anonymous one. */
export function addressOf(submission: string) {
  return {
    params: { path: { id: submission } },
    headers: followUpHeader(followUpToken(submission)),
  };
}

export async function sendReport(
  submission: string,
  draft: ReportDraft,
  species: Species | undefined,
  files: string[],
  isAnonymous: boolean,
) {
  const to = addressOf(submission);
  const sightings = [sightingFrom(draft, species, files)];
  const checked = await answer(
    api.POST("/submissions/{id}/validate", {
      ...to,
      body: { sightings },
    }),
  );
  if (!checked.valid) {
    throw invalid(checked.errors);
  }
  const contact =
    isAnonymous && draft.contactEmail.trim() ? { contact_email: draft.contactEmail.trim() } : {};
  return answer(
    api.POST("/submissions/{id}/commit", {
      ...to,
      body: { sightings, ...contact },
    }),
  );
}

export function invalid(faults: Fault[]): ApiProblem {
  return new ApiProblem(NOT_PROCESSABLE, "", i18next.t("submissions:explain.invalid"), faults);
}

/** Takes a draft back; one that the server would not let go expires there by itself. */
export async function takeBack(submission: string): Promise<void> {
  await api.DELETE("/submissions/{id}", addressOf(submission)).catch(() => undefined);
}
