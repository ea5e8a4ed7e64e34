/** How does the app talk to Houston? Through this typed client and nothing else. */

import createClient, { type Middleware } from "openapi-fetch";
import { CSRF_HEADER, csrfToken, rememberCsrfToken } from "./csrf";
import { ApiProblem, problemFrom, UNREACHABLE } from "./problem";
import type { paths } from "./schema";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

const protection: Middleware = {
  async onRequest({ request }) {
    if (!SAFE_METHODS.has(request.method)) {
      request.headers.set(CSRF_HEADER, await csrfToken());
    }
    request.headers.set("Accept-Language", document.documentElement.lang || "en");
    return request;
  },
  onResponse({ response }) {
    if (response.status === 401 || response.status === 403) {
      // The session may have ended or changed elsewhere: the next change asks for its token anew.
      rememberCsrfToken(null);
    }
    return undefined;
  },
};

export const api = createClient<paths>({
  baseUrl: `${window.location.origin}/api/v1`,
  fetch: (request) => globalThis.fetch(request),
});
api.use(protection);

interface Outcome<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** Data and response of a call that went well; throws `ApiProblem` for any other. */
export async function outcome<Data>(
  call: Promise<Outcome<Data>>,
): Promise<{ data: Data; response: Response }> {
  let settled: Outcome<Data>;
  try {
    settled = await call;
  } catch (cause) {
    if (cause instanceof TypeError) {
      throw new ApiProblem(UNREACHABLE, "", "");
    }
    throw cause;
  }
  const { data, error, response } = settled;
  if (!response.ok) {
    throw problemFrom(response.status, response.statusText, error);
  }
  return { data: data as Data, response };
}

/** The data of a call that went well; throws `ApiProblem` for any other. */
export async function answer<Data>(call: Promise<Outcome<Data>>): Promise<Data> {
  return (await outcome(call)).data;
}
