import { useEffect, useSyncExternalStore } from "react";
import { canKeep } from "../../offline/database";
import { keptInBrowser } from "./keptReports";
import { Outbox, type OutboxState } from "./outbox";

/** One for all pages, so that a report on its way goes on when somebody leaves the form and comes back. */
const outbox = new Outbox(keptInBrowser);

/** The reports kept on this phone; they are sent when the page is opened and when the network is back. */
export function useOutbox(): OutboxState & { outbox: Outbox } {
  const state = useSyncExternalStore(outbox.subscribe, outbox.snapshot);
  useEffect(() => {
    if (!canKeep()) {
      return;
    }
    const send = () => {
      outbox.sendAll().catch((error: unknown) => {
        console.info("This browser keeps no reports.", error);
      });
    };
    send();
    window.addEventListener("online", send);
    return () => window.removeEventListener("online", send);
  }, []);
  return { ...state, outbox };
}
