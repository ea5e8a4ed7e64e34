/** Which failures are worth a second try? */

import { ApiProblem } from "./problem";

const TRIES = 2;

/** Whether asking again may help after so many failures: nobody answered, or somebody said that it is not their day. */
export function mayPass(failures: number, error: Error): boolean {
  const isPassing = error instanceof ApiProblem && (error.isUnreachable || error.status >= 502);
  return isPassing && failures < TRIES;
}
