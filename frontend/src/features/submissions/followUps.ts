/** Which anonymous reports were sent from this browser? Their links' tokens open them again without an account. */

const PLACE = "codex.follow-ups";

function all(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? "{}") as Record<string, string>;
  } catch {
    return {}; // written by something else
  }
}

export function followUpToken(submission: string): string | null {
  return all()[submission] ?? null;
}

export function rememberFollowUp(submission: string, token: string): void {
  localStorage.setItem(PLACE, JSON.stringify({ ...all(), [submission]: token }));
}

/** Carries the token where a browser sends no headers: in links and for pictures. */
export const FOLLOW_UP_PARAMETER = "follow_up";
export const FOLLOW_UP_HEADER = "X-Follow-Up-Token";

/** An address that opens an anonymous submission, or a picture of it, to whoever has it. */
export function withFollowUp(address: string, token: string | null | undefined): string {
  return token ? `${address}?${FOLLOW_UP_PARAMETER}=${encodeURIComponent(token)}` : address;
}

/** The header that opens an anonymous submission; empty where there is no token. */
export function followUpHeader(token: string | null): { "X-Follow-Up-Token"?: string } {
  return token ? { [FOLLOW_UP_HEADER]: token } : {};
}
