/** How far are the files of an import? Thousands of them, sent a few at a time, paused, and gone on with another day. */

import { sendFile } from "../submissions/sendFile";
import { sentenceOf } from "../submissions/uploadProblem";
import { type PickedFile, type Purpose, purposeOf } from "./pickedFiles";

/** Small pictures are mostly waiting for answers, so a few go at once; more would only tear the uplink. */
const AT_ONCE = 4;
/** Often enough to see it move; each time the page is drawn anew. */
const TOLD_EVERY_MS = 250;
/** The rate is that of the last while, so that it follows the network. */
const RATE_OVER_MS = 10_000;

/** What the server has of a file. */
export interface KnownFile {
  id: string;
  name: string;
  size: number;
  received: number;
  state: string;
}

interface Upload {
  key: string;
  path: string;
  content: File;
  purpose: Purpose | null;
  sent: number;
  state: "waiting" | "sending" | "sent" | "already" | "failed";
  reason: string | null;
  file: string | null;
  stop: () => void;
}

export interface FailedUpload {
  key: string;
  path: string;
  reason: string;
}

export interface UploadOverview {
  total: number;
  done: number;
  /** Of those done, the ones that had arrived on another day. */
  already: number;
  bytes: number;
  sentBytes: number;
  bytesPerSecond: number | null;
  secondsLeft: number | null;
  sending: { key: string; path: string; share: number }[];
  failed: FailedUpload[];
  isPaused: boolean;
  isActive: boolean;
}

interface Hooks {
  known: () => Promise<KnownFile[]>;
  onSent: () => void;
  /** A sheet arrived, or a package that amounts to one. */
  onSheet: (file: string, name: string) => void;
}

export class ImportUploads {
  private uploads: Upload[] = [];
  private byPlace = new Map<string, Upload>();
  private known: Promise<Map<string, KnownFile>> | null = null;
  private hooks: Hooks | null = null;
  private listeners = new Set<() => void>();
  private telling: ReturnType<typeof setTimeout> | null = null;
  private samples: { at: number; bytes: number }[] = [];
  private moved = 0;
  private isPaused = false;
  private nextKey = 0;
  private overview: UploadOverview = this.look();

  constructor(private readonly importId: string) {}

  /** Who is told, and who is asked what the server has. The latest page's count. */
  attach(hooks: Hooks): void {
    this.hooks = hooks;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): UploadOverview => this.overview;

  /** Takes files in; one that is here already, of the same path and size, is not taken twice. */
  add(picked: PickedFile[]): void {
    for (const { file, path } of picked) {
      const place = placeOf(path, file.size);
      const before = this.byPlace.get(place);
      if (before && before.state !== "failed") {
        continue;
      }
      if (before) {
        this.forget(before.key);
      }
      const upload: Upload = {
        key: String(this.nextKey++),
        path,
        content: file,
        purpose: null,
        sent: 0,
        state: "waiting",
        reason: null,
        file: null,
        stop: () => undefined,
      };
      this.uploads.push(upload);
      this.byPlace.set(place, upload);
    }
    this.tell();
    this.startNext();
  }

  pause(): void {
    this.isPaused = true;
    for (const upload of this.uploads) {
      if (upload.state === "sending") {
        upload.stop();
        upload.state = "waiting";
      }
    }
    this.samples = [];
    this.known = null;
    this.tell();
  }

  goOn(): void {
    this.isPaused = false;
    this.tell();
    this.startNext();
  }

  retryFailed(): void {
    this.known = null;
    for (const upload of this.uploads) {
      if (upload.state === "failed") {
        upload.state = "waiting";
        upload.reason = null;
      }
    }
    this.tell();
    this.startNext();
  }

  forget(key: string): void {
    const gone = this.uploads.find((upload) => upload.key === key);
    if (gone) {
      gone.stop();
      this.byPlace.delete(placeOf(gone.path, gone.content.size));
      this.uploads = this.uploads.filter((upload) => upload !== gone);
      this.tell();
      this.startNext();
    }
  }

  private startNext(): void {
    if (this.isPaused) {
      return;
    }
    let free = AT_ONCE - this.uploads.filter((upload) => upload.state === "sending").length;
    for (const upload of this.uploads) {
      if (free <= 0) {
        return;
      }
      if (upload.state === "waiting") {
        free -= 1;
        upload.state = "sending";
        void this.send(upload);
      }
    }
  }

  private async send(upload: Upload): Promise<void> {
    // A pause stops the sending without an answer; what is waiting again is begun anew by `goOn`.
    const isStill = () => upload.state === "sending";
    try {
      upload.purpose ??= await purposeOf(upload.content);
      const there = (await this.whatIsThere()).get(placeOf(upload.path, upload.content.size));
      if (!isStill()) {
        return;
      }
      if (there && there.state !== "receiving") {
        upload.file = there.id;
        this.finish(upload, "already");
        return;
      }
      await sendFile(upload.content, {
        submission: this.importId,
        name: upload.path,
        purpose: upload.purpose,
        begun: there?.id ?? upload.file,
        onFile: (file) => {
          upload.file = file ?? upload.file;
        },
        onProgress: (sent) => this.progress(upload, sent),
        onStart: (stop) => {
          upload.stop = stop;
          if (!isStill()) {
            stop();
          }
        },
      });
      this.finish(upload, "sent");
      this.hooks?.onSent();
      if (upload.file && (upload.purpose === "sheet" || upload.purpose === "package")) {
        this.hooks?.onSheet(upload.file, upload.path);
      }
    } catch (error) {
      if (isStill()) {
        upload.reason = sentenceOf(error);
        this.finish(upload, "failed");
      }
    }
  }

  /** What came on another day, or from another browser, by path and size. Asked for once a sitting. */
  private whatIsThere(): Promise<Map<string, KnownFile>> {
    this.known ??= (this.hooks?.known() ?? Promise.resolve([])).then(
      (files) => new Map(files.map((file) => [placeOf(file.name, file.size), file])),
    );
    this.known.catch(() => {
      this.known = null;
    });
    return this.known;
  }

  private progress(upload: Upload, sent: number): void {
    this.moved += Math.max(0, sent - upload.sent);
    upload.sent = sent;
    this.tell();
  }

  private finish(upload: Upload, state: "sent" | "already" | "failed"): void {
    upload.state = state;
    if (state !== "failed") {
      upload.sent = upload.content.size;
    }
    this.tell();
    this.startNext();
  }

  private tell(): void {
    this.telling ??= setTimeout(() => {
      this.telling = null;
      this.overview = this.look();
      for (const listener of this.listeners) {
        listener();
      }
    }, TOLD_EVERY_MS);
  }

  private look(): UploadOverview {
    const done = this.uploads.filter(({ state }) => state === "sent" || state === "already");
    const sending = this.uploads.filter(({ state }) => state === "sending");
    const failed = this.uploads.filter(({ state }) => state === "failed");
    const bytes = this.uploads.reduce((sum, { content }) => sum + content.size, 0);
    const sentBytes = this.uploads.reduce((sum, { sent }) => sum + sent, 0);
    const isActive = done.length + failed.length < this.uploads.length;
    const bytesPerSecond = isActive ? this.rate() : null;
    return {
      total: this.uploads.length,
      done: done.length,
      already: done.filter(({ state }) => state === "already").length,
      bytes,
      sentBytes,
      bytesPerSecond,
      secondsLeft: bytesPerSecond ? (bytes - sentBytes) / bytesPerSecond : null,
      sending: sending.map(({ key, path, sent, content }) => ({
        key,
        path,
        share: content.size > 0 ? sent / content.size : 0,
      })),
      failed: failed.map(({ key, path, reason }) => ({ key, path, reason: reason ?? "" })),
      isPaused: this.isPaused,
      isActive,
    };
  }

  private rate(): number | null {
    const now = Date.now();
    this.samples = [
      ...this.samples.filter(({ at }) => now - at < RATE_OVER_MS),
      { at: now, bytes: this.moved },
    ];
    const first = this.samples[0];
    const seconds = first ? (now - first.at) / 1000 : 0;
    return first && seconds > 0.5 ? (this.moved - first.bytes) / seconds || null : null;
  }
}

function placeOf(path: string, size: number): string {
  return `${size} ${path}`;
}

const running = new Map<string, ImportUploads>();

/** The uploads of an import. They go on while the app shows other pages. */
export function uploadsOf(importId: string): ImportUploads {
  const found = running.get(importId) ?? new ImportUploads(importId);
  running.set(importId, found);
  return found;
}
