/** Why did an upload stop? In the server's words where it gave some. */

import { ApiProblem, problemFrom } from "../../api/problem";
import i18next from "../../i18n";

interface Refused {
  originalResponse?: { getStatus(): number; getBody(): string } | null;
}

function problemIn(body: string, status: number): ApiProblem | null {
  try {
    return problemFrom(status, "", JSON.parse(body));
  } catch {
    return null; // not a problem document
  }
}

export function sentenceOf(error: unknown): string {
  if (error instanceof ApiProblem) {
    return error.isUnreachable ? i18next.t("problem.unreachable") : error.message;
  }
  const response = (error as Refused | null)?.originalResponse;
  if (!response) {
    return i18next.t("problem.unreachable");
  }
  const problem = problemIn(response.getBody(), response.getStatus());
  return problem?.faults[0]?.message || problem?.message || i18next.t("problem.unknown");
}
