/** Which reports wait on this phone for a network, and where are they kept? */

import { withStore } from "../../offline/database";
import type { ReportDraft } from "./reportDraft";

export interface KeptReport {
  /** Counts up with each report that is kept in this browser. */
  id: number;
  keptAt: string;
  /** Its `submission` is written down before anything is sent there, so that a second try goes to the same one. */
  draft: ReportDraft;
  photos: File[];
  /** Faults that somebody has to correct: it is not sent again by itself. */
  isInvalid: boolean;
}

export type NewReport = Omit<KeptReport, "id">;

/** The one seam to the browser's storage. */
export interface KeptStore {
  all: () => Promise<KeptReport[]>;
  add: (report: NewReport) => Promise<void>;
  put: (report: KeptReport) => Promise<void>;
  remove: (id: number) => Promise<void>;
}

export const keptInBrowser: KeptStore = {
  all: () => withStore<KeptReport[]>("reports", "readonly", (reports) => reports.getAll()),
  add: async (report) => {
    // Asks the browser not to clear it away when the phone grows full; it is kept, too, where it says no.
    await navigator.storage?.persist?.();
    await withStore("reports", "readwrite", (reports) => reports.add(report));
  },
  put: async (report) => {
    await withStore("reports", "readwrite", (reports) => {
      const there = reports.getKey(report.id);
      there.onsuccess = () => {
        // One that another window threw away meanwhile does not come back.
        if (there.result !== undefined) {
          reports.put(report);
        }
      };
      return there;
    });
  },
  remove: async (id) => {
    await withStore("reports", "readwrite", (reports) => reports.delete(id));
  },
};
