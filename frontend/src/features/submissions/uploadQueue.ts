/** Which files are on their way to the server, and how far is each? Sends a few at a time and resumes what broke off. */

import { sendFile } from "./sendFile";
import { sentenceOf } from "./uploadProblem";

/** One picture's progress must not starve the others, nor a phone's uplink be torn into many slow streams. */
const AT_ONCE = 3;

export interface UploadRow {
  key: string;
  name: string;
  size: number;
  sent: number;
  state: "waiting" | "sending" | "sent" | "failed";
  reason: string | null;
  /** The file's id on the server, once it has one. */
  file: string | null;
  /** A picture of it to show; null for what no browser can show. */
  preview: string | null;
}

interface Job {
  row: UploadRow;
  content: File;
  stop: () => void;
}

interface Hooks {
  /** The submission that the files go to; opened on the first file. */
  open: () => Promise<string>;
  onSent: () => void;
}

export class UploadQueue {
  private jobs: Job[] = [];
  private rows: UploadRow[] = [];
  private listeners = new Set<() => void>();
  private nextKey = 0;

  constructor(private readonly hooks: Hooks) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): UploadRow[] => this.rows;

  /** Begins to send them, and tells the keys of their rows. */
  add(files: Iterable<File>): string[] {
    const keys: string[] = [];
    for (const content of files) {
      const isPicture = content.type.startsWith("image/");
      const row: UploadRow = {
        key: String(this.nextKey++),
        name: content.name,
        size: content.size,
        sent: 0,
        state: "waiting",
        reason: null,
        file: null,
        preview: isPicture ? URL.createObjectURL(content) : null,
      };
      this.jobs.push({ row, content, stop: () => undefined });
      keys.push(row.key);
    }
    this.publish();
    this.startNext();
    return keys;
  }

  /** The files themselves, whether they got through or not; those of some rows, where their keys are given. */
  contents(keys?: string[]): File[] {
    const wanted = this.jobs.filter(({ row }) => !keys || keys.includes(row.key));
    return wanted.map(({ content }) => content);
  }

  retry(key: string): void {
    this.change(key, { state: "waiting", reason: null });
    this.startNext();
  }

  /** Tries all that did not get through once more. */
  retryFailed(): void {
    for (const { row } of this.jobs.filter((job) => job.row.state === "failed")) {
      this.retry(row.key);
    }
  }

  /** Stops sending a file and forgets it; what the server already has of it is removed by the caller. */
  remove(key: string): void {
    const job = this.jobs.find((each) => each.row.key === key);
    if (job) {
      job.stop();
      if (job.row.preview) {
        URL.revokeObjectURL(job.row.preview);
      }
      this.jobs = this.jobs.filter((each) => each !== job);
      this.publish();
      this.startNext();
    }
  }

  clear(): void {
    for (const { row } of [...this.jobs]) {
      this.remove(row.key);
    }
  }

  private startNext(): void {
    const sending = this.jobs.filter((job) => job.row.state === "sending").length;
    const waiting = this.jobs.filter((job) => job.row.state === "waiting");
    for (const job of waiting.slice(0, Math.max(0, AT_ONCE - sending))) {
      this.change(job.row.key, { state: "sending" });
      void this.send(job);
    }
  }

  private async send(job: Job): Promise<void> {
    const { key } = job.row;
    const finish = (part: Partial<UploadRow>) => {
      this.change(key, part);
      this.startNext();
    };
    try {
      const submission = await this.hooks.open();
      await sendFile(job.content, {
        submission,
        name: job.content.name,
        onFile: (file) => this.change(key, { file }),
        onProgress: (sent) => this.change(key, { sent }),
        onStart: (stop) => {
          job.stop = stop;
        },
      });
      finish({ state: "sent", sent: job.row.size });
      this.hooks.onSent();
    } catch (error) {
      finish({ state: "failed", reason: sentenceOf(error) });
    }
  }

  private change(key: string, part: Partial<UploadRow>): void {
    const job = this.jobs.find((each) => each.row.key === key);
    if (job) {
      job.row = { ...job.row, ...part };
      this.publish();
    }
  }

  private publish(): void {
    this.rows = this.jobs.map((job) => job.row);
    for (const listener of this.listeners) {
      listener();
    }
  }
}
