/** How long is an answer good for, and which failures are worth a second try? */

import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "../api/problem";

/** Going back to a page within this time shows it at once, without asking again. */
const FRESH_FOR_MS = 10_000;
const TRIES = 2;

function mayPass(failures: number, error: Error): boolean {
  const isPassing = error instanceof ApiProblem && (error.isUnreachable || error.status >= 502);
  return isPassing && failures < TRIES;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: FRESH_FOR_MS, retry: mayPass } },
  });
}
