/** Which species and regions can be chosen without a network? Those that the server named last, which are the same for everybody. */

import { ApiProblem } from "../api/problem";
import { canKeep, withStore } from "./database";

/** The answer, kept for later; without a network the one that was kept. Only for what anybody may see. */
export async function lastKnown<Data>(key: string, ask: () => Promise<Data>): Promise<Data> {
  if (!canKeep()) {
    return ask();
  }
  try {
    const answered = await ask();
    await keep(key, answered);
    return answered;
  } catch (error) {
    if (!(error instanceof ApiProblem && error.isUnreachable)) {
      throw error;
    }
    const kept = await withStore<Data | undefined>("lists", "readonly", (lists) => lists.get(key));
    if (kept === undefined) {
      throw error;
    }
    return kept;
  }
}

async function keep(key: string, answered: unknown): Promise<void> {
  try {
    await withStore("lists", "readwrite", (lists) => lists.put(answered, key));
  } catch (error) {
    // A full phone must not take the answer itself away.
    console.info("A list could not be kept for times without a network.", error);
  }
}
