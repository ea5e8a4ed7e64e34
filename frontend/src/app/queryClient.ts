/** How long is an answer good for, and what happens without a network? */

import { QueryClient } from "@tanstack/react-query";
import { mayPass } from "../api/mayPass";

/** Going back to a page within this time shows it at once, without asking again. */
const FRESH_FOR_MS = 10_000;

/**
 * Requests are sent even where the browser says that there is no network: they fail with a sentence, rather than
 * waiting unseen and being carried out when somebody has long gone on to other things.
 */
const NETWORK = { networkMode: "always" } as const;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { ...NETWORK, staleTime: FRESH_FOR_MS, retry: mayPass, refetchOnReconnect: true },
      mutations: NETWORK,
    },
  });
}
