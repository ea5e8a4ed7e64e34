/** How does one file get to the server? A small one at once, a large one piece by piece; what broke off goes on where it stopped. */

import { CSRF_HEADER, csrfToken } from "../../api/csrf";
import { sha256 } from "./checksum";
import { FOLLOW_UP_HEADER, followUpToken } from "./followUps";

/** What a broken link costs at most: the bytes of one chunk are sent again. A file of one chunk goes in one request. */
const CHUNK_BYTES = 4 * 1024 * 1024;
/** Waits before a broken upload goes on by itself; afterwards a person decides. */
const RETRY_AFTER_MS = [500, 2000, 5000, 15000];
export const UPLOADS = "/api/v1/uploads";

export interface Dispatch {
  submission: string;
  /** What the file is called there; folders may stand before it. */
  name: string;
  /** What an import needs it for; a picture where nothing is said. */
  purpose?: string;
  /** The upload that was begun earlier, where the server told of one. */
  begun?: string | null;
  onFile: (id: string | null) => void;
  onProgress: (sent: number) => void;
  /** Handed the way to stop as soon as there is something to stop. */
  onStart: (stop: () => void) => void;
}

/** Sends a file; rejects when the server refused it or could not be reached for long. */
export async function sendFile(content: File, dispatch: Dispatch): Promise<void> {
  const { Upload } = await import("tus-js-client");
  const { submission, name, purpose, begun } = dispatch;
  const token = followUpToken(submission);
  const digest = await sha256(content);
  await new Promise<void>((resolve, reject) => {
    const upload = new Upload(content, {
      endpoint: UPLOADS,
      uploadUrl: begun ? `${UPLOADS}/${begun}` : null,
      chunkSize: CHUNK_BYTES,
      // Without a digest the server could not tell a second try from a second file.
      uploadDataDuringCreation: digest !== null && content.size <= CHUNK_BYTES,
      retryDelays: RETRY_AFTER_MS,
      removeFingerprintOnSuccess: true,
      fingerprint: async (file) =>
        ["codex", submission, name, file.size, file.lastModified].join("-"),
      metadata: {
        filename: name,
        submission,
        ...(purpose ? { purpose } : {}),
        ...(content.type ? { filetype: content.type } : {}),
        ...(digest ? { sha256: digest } : {}),
      },
      headers: token ? { [FOLLOW_UP_HEADER]: token } : {},
      onBeforeRequest: async (request) => request.setHeader(CSRF_HEADER, await csrfToken()),
      onUploadUrlAvailable: () => dispatch.onFile(lastPart(upload.url)),
      onProgress: dispatch.onProgress,
      onSuccess: () => {
        dispatch.onFile(lastPart(upload.url));
        resolve();
      },
      onError: reject,
    });
    dispatch.onStart(() => void upload.abort());
    if (begun) {
      upload.start();
      return;
    }
    void upload.findPreviousUploads().then(([previous]) => {
      if (previous) {
        upload.resumeFromPreviousUpload(previous);
      }
      upload.start();
    }, reject);
  });
}

function lastPart(url: string | null): string | null {
  return url?.split("/").pop() ?? null;
}
