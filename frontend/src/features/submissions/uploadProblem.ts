/** Why did an upload stop? In the server's words where it gave some. */

import { ApiProblem, problemFrom } from "../../api/problem";
import i18next from "../../i18n";
import { reasonOf, sentenceOf as sentenceOfFault } from "../../i18n/serverWords";

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
    return error.isUnreachable ? i18next.t("problem.unreachable") : inWords(error);
  }
  const response = (error as Refused | null)?.originalResponse;
  if (!response) {
    return i18next.t("problem.unreachable");
  }
  const problem = problemIn(response.getBody(), response.getStatus());
  return (problem && inWords(problem)) || i18next.t("problem.unknown");
}

function inWords(problem: ApiProblem): string {
  const [fault] = problem.faults;
  return fault
    ? sentenceOfFault(fault, i18next.language)
    : reasonOf(problem.message, i18next.language, problem.code);
}
