/** What is to be done with the reports kept on this phone? Sent one after the other, in one window at a time; or thrown away. */

import { ApiProblem } from "../../api/problem";
import type { KeptReport, KeptStore, NewReport } from "./keptReports";
import { sendKept, takeKeptBack } from "./sendKept";
import { isForAPerson, sentenceOf } from "./uploadProblem";

const LOCK = "codex.outbox";

export interface OutboxState {
  reports: KeptReport[];
  /** The report that is on its way. */
  sending: number | null;
  /** Why a report could not be sent at the last try, by its id. */
  problems: Record<number, string>;
  /** The submissions that became of reports since the page was opened. */
  sent: string[];
}

export class Outbox {
  private state: OutboxState = { reports: [], sending: null, problems: {}, sent: [] };
  private listeners = new Set<() => void>();
  private isBusy = false;

  constructor(private readonly store: KeptStore) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): OutboxState => this.state;

  async keep(report: NewReport): Promise<void> {
    await this.store.add(report);
    await this.refresh();
  }

  async refresh(): Promise<void> {
    this.change({ reports: await this.store.all() });
  }

  /** Sends all that nobody has to correct first. */
  async sendAll(): Promise<void> {
    await this.refresh();
    await this.send(({ isInvalid }) => !isInvalid);
  }

  sendOne(id: number): Promise<void> {
    return this.send((report) => report.id === id);
  }

  /** Forgets a report, and takes back what the server has of it where that can be reached: a draft expires by itself. */
  async discard(report: KeptReport): Promise<void> {
    await this.forget(report.id);
    await takeKeptBack(report).catch((error: unknown) => {
      if (!(error instanceof ApiProblem)) {
        throw error;
      }
    });
  }

  /** Forgets a report that goes on somewhere else: it is sent, or in the form again. */
  async forget(id: number): Promise<void> {
    await this.store.remove(id);
    const { [id]: _, ...problems } = this.state.problems;
    this.change({ problems });
    await this.refresh();
  }

  private async send(isWanted: (report: KeptReport) => boolean): Promise<void> {
    if (this.isBusy) {
      return;
    }
    this.isBusy = true;
    try {
      await inOneWindow(async () => {
        // Read anew within the lock: another window may have sent some of them.
        for (const report of (await this.store.all()).filter(isWanted)) {
          await this.sendReport(report);
        }
      });
    } finally {
      this.isBusy = false;
      await this.refresh();
    }
  }

  private async sendReport(report: KeptReport): Promise<void> {
    this.change({ sending: report.id });
    try {
      const submission = await sendKept(report, (changed) => this.store.put(changed));
      await this.forget(report.id);
      this.change({ sent: [...this.state.sent, submission] });
    } catch (error) {
      const isInvalid = isForAPerson(error);
      if (isInvalid !== report.isInvalid) {
        await this.store.put({ ...report, isInvalid });
      }
      const problems = { ...this.state.problems, [report.id]: sentenceOf(error) };
      this.change({ problems });
    } finally {
      this.change({ sending: null });
    }
  }

  private change(part: Partial<OutboxState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) {
      listener();
    }
  }
}

/** Does the work unless another window of this browser is at it. */
async function inOneWindow(work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) {
    await work();
    return;
  }
  await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (lock) {
      await work();
    }
  });
}
