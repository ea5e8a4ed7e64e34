/** Which token proves to Houston that a change comes from this app and not from another site? */

export const CSRF_HEADER = "X-CSRF-Token";
const SESSION_URL = "/api/v1/auth/session";

let token: string | null = null;

/** Remembers the token of the session's latest answer; `null` makes the next change ask anew. */
export function rememberCsrfToken(latest: string | null): void {
  token = latest;
}

/** The session's token, asked for where none is known yet. */
export async function csrfToken(): Promise<string> {
  if (token === null) {
    const response = await fetch(SESSION_URL, { headers: { Accept: "application/json" } });
    const session: { csrf_token?: string } = await response.json();
    token = session.csrf_token ?? "";
  }
  return token;
}
