/** Past this a phone may not hold the file in memory at once; the server then checks only its length. */
const LARGEST_CHECKED = 256 * 1024 * 1024;

/** The SHA-256 of a file in hexadecimal, with which the server knows that nothing was lost on the way; null where the browser cannot work it out. */
export async function sha256(file: File): Promise<string | null> {
  if (!globalThis.crypto?.subtle || file.size > LARGEST_CHECKED) {
    return null;
  }
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
