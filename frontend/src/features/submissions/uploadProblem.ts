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
  if (!(error as Refused | null)?.originalResponse) {
    return i18next.t("problem.unreachable");
  }
  const problem = problemOf(error);
  return (problem && inWords(problem)) || i18next.t("problem.unknown");
}

/** Too large, too many, badly named, at fault: the same answer comes each time, until a person changes something. */
const FOR_A_PERSON = [400, 413, 422];
const TOO_MANY = "too_many_files";

export function isForAPerson(error: unknown): boolean {
  const problem = error instanceof ApiProblem ? error : problemOf(error);
  return problem !== null && (FOR_A_PERSON.includes(problem.status) || problem.code === TOO_MANY);
}

/** What the server said of an upload; null where it said nothing. */
function problemOf(error: unknown): ApiProblem | null {
  const response = (error as Refused | null)?.originalResponse;
  return response ? problemIn(response.getBody(), response.getStatus()) : null;
}

function inWords(problem: ApiProblem): string {
  const [fault] = problem.faults;
  return fault
    ? sentenceOfFault(fault, i18next.language)
    : reasonOf(problem.message, i18next.language, problem.code);
}
