/** How long is an answer good for? */

import { QueryClient } from "@tanstack/react-query";
import { mayPass } from "../api/mayPass";

/** Going back to a page within this time shows it at once, without asking again. */
const FRESH_FOR_MS = 10_000;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: FRESH_FOR_MS, retry: mayPass } },
  });
}
