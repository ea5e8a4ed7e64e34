/** A stand-in for Houston at the one seam where the app meets it: `fetch`. */

import { vi } from "vitest";
import type { paths } from "../api/schema";

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
type Address = `${Method} ${keyof paths & string}`;

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: unknown;
}

interface Refusal {
  status: number;
  problem: {
    detail: string;
    /** Ends with the code: "/docs/errors#no_sheet". */
    type?: string;
    errors?: { pointer: string; code: string; message: string; value?: unknown }[];
  };
}

type Answer = object | Refusal | ((asked: Asked) => object | Refusal);
export type Answers = Partial<Record<Address, Answer>>;

/** What a visitor without an account gets where a test says nothing else. */
const USUAL: Answers = {
  "GET /auth/session": { user: null, csrf_token: "" },
  "GET /permissions": { actions: {} },
  "GET /species": { version: "1", items: [], faults: [] },
  "GET /regions": { items: [], faults: [] },
};

/** The answer that refuses with a problem document. */
export function refusal(
  status: number,
  detail: string,
  errors: Refusal["problem"]["errors"] = [],
): Refusal {
  return { status, problem: { detail, errors } };
}

export interface FakeHouston {
  /** Every request so far, the latest last. */
  asked: Asked[];
  /** The requests to one address. */
  askedFor: (address: Address) => Asked[];
}

/** Answers the app's requests until the test ends; an address that was not foreseen is refused as missing. */
export function fakeHouston(answers: Answers = {}): FakeHouston {
  const known = { ...USUAL, ...answers };
  const asked: Asked[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(
      input instanceof Request ? input : new URL(String(input), location.origin),
      init,
    );
    const url = new URL(request.url);
    const text = await request.text();
    const call: Asked = {
      method: request.method,
      path: url.pathname.replace("/api/v1", ""),
      query: url.searchParams,
      headers: request.headers,
      body: text ? JSON.parse(text) : undefined,
    };
    asked.push(call);
    // As in Houston, a place that is named outright comes before one that is any name.
    const fitting = Object.keys(known).filter((each) => matches(each, call));
    const address = fitting.find((each) => !each.includes("{")) ?? fitting[0];
    const found = address
      ? known[address as Address]
      : refusal(404, "There is nothing at this address.");
    return respond(typeof found === "function" ? found(call) : (found ?? {}));
  });
  return { asked, askedFor: (address) => asked.filter((call) => matches(address, call)) };
}

function matches(address: string, { method, path }: Asked): boolean {
  const [wanted, template = ""] = address.split(" ");
  const pattern = template.replaceAll(/\{\w+\}/g, "[^/]+");
  return method === wanted && new RegExp(`^${pattern}$`).test(path);
}

function respond(answer: object | Refusal): Response {
  if ("problem" in answer) {
    return new Response(JSON.stringify(answer.problem), {
      status: answer.status,
      headers: { "Content-Type": "application/problem+json" },
    });
  }
  return new Response(JSON.stringify(answer), {
    status: 200,
    headers: { "Content-Type": "application/json", ETag: '"1"' },
  });
}

/** Permissions that allow these actions and no others. */
export function allowing(...actions: string[]): object {
  return {
    actions: Object.fromEntries(actions.map((action) => [action, { allowed: true, reason: "" }])),
  };
}
