/** What did Houston refuse, and which field is it about? */

import type { components } from "./schema";

export type Fault = components["schemas"]["Fault"];

/** The body of a refusal (RFC 9457); a proxy's may have fewer parts. */
interface ProblemBody {
  type?: string;
  title?: string;
  detail?: string;
  instance?: string;
  errors?: Fault[];
}

/** The status of a request that never reached Houston (no network, or Houston is down). */
export const UNREACHABLE = 0;

/** A refusal (`application/problem+json`) as an error that can be thrown, caught and shown. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly faults: Fault[] = [],
    readonly reference: string | null = null,
    readonly kind: string | null = null,
  ) {
    super(detail || title);
    this.name = "ApiProblem";
  }

  /** What was refused, for programs: the end of the address that explains it. */
  get code(): string | null {
    return this.kind?.split("#")[1] ?? null;
  }

  get isUnreachable(): boolean {
    return this.status === UNREACHABLE;
  }

  get isMissing(): boolean {
    return this.status === 404;
  }

  get needsSignIn(): boolean {
    return this.status === 401;
  }

  /** Whether asking once more gets the same answer: it is not there, or not for this person. */
  get isDecided(): boolean {
    return [401, 403, 404, 410].includes(this.status);
  }
}

function isProblemBody(body: unknown): body is ProblemBody {
  return typeof body === "object" && body !== null && ("title" in body || "detail" in body);
}

/** The problem that an error answer tells of; a body that is no problem+json (a proxy's page, say) leaves only its status. */
export function problemFrom(status: number, statusText: string, body: unknown): ApiProblem {
  if (!isProblemBody(body)) {
    return new ApiProblem(status, statusText || String(status), "");
  }
  return new ApiProblem(
    status,
    body.title ?? statusText,
    body.detail ?? "",
    body.errors ?? [],
    body.instance ?? null,
    body.type ?? null,
  );
}

/** The faults of an error; none when it is of another kind. */
export function faultsOf(error: unknown): Fault[] {
  return error instanceof ApiProblem ? error.faults : [];
}

/** Whether `pointer` is `field` or lies within it: "/time/year" lies within "/time". */
export function pointsAt(pointer: string, field: string): boolean {
  return pointer === field || pointer.startsWith(`${field}/`);
}
