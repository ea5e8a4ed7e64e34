import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";

const SOURCE = readFileSync("src/offline/worker.js", "utf-8");
const ORIGIN = "https://codex.example";

interface Waiting {
  waitUntil?: (work: Promise<unknown>) => void;
  request?: { url: string; method: string; mode: string };
  respondWith?: (answer: Promise<unknown>) => void;
}

/** The browser's storage of files, by cache and path. */
let stored: Map<string, Map<string, string>>;
let network: ReturnType<typeof vi.fn>;

function pathOf(request: string | Request): string {
  return new URL(typeof request === "string" ? request : request.url, ORIGIN).pathname;
}

const caches = {
  open: async (name: string) => {
    const files = stored.get(name) ?? new Map<string, string>();
    stored.set(name, files);
    return {
      addAll: async (requests: (string | Request)[]) => {
        for (const path of requests.map(pathOf)) {
          files.set(path, `kept ${path}`);
        }
      },
      match: async (path: string) => files.get(path),
    };
  },
  keys: async () => [...stored.keys()],
  delete: async (name: string) => stored.delete(name),
};

/** Runs the worker of a build and brings it to where it serves pages; answers what it does with a request. */
async function installed(build: string, files: string[]) {
  const handlers = new Map<string, (event: Waiting) => void>();
  const self = {
    location: { origin: ORIGIN },
    addEventListener: (kind: string, handler: (event: Waiting) => void) =>
      handlers.set(kind, handler),
    skipWaiting: async () => undefined,
    clients: { claim: async () => undefined },
  };
  class AnyRequest {
    constructor(readonly url: string) {}
  }
  const names = ["self", "caches", "fetch", "Request", "BUILD", "FILES"];
  new Function(...names, SOURCE)(self, caches, network, AnyRequest, build, files);
  for (const kind of ["install", "activate"]) {
    let work: Promise<unknown> = Promise.resolve();
    handlers.get(kind)?.({
      waitUntil: (given) => {
        work = given;
      },
    });
    await work;
  }
  return (path: string, mode = "cors", method = "GET") => {
    let answer: Promise<unknown> | null = null;
    handlers.get("fetch")?.({
      request: { url: ORIGIN + path, method, mode },
      respondWith: (given) => {
        answer = given;
      },
    });
    return answer as Promise<unknown> | null;
  };
}

beforeEach(() => {
  stored = new Map();
  network = vi.fn(async () => "from the network");
});

describe("the worker that keeps the app", () => {
  it("shows a page as the server has it now, and the kept one only where nobody answers", async () => {
    const ask = await installed("one", ["/assets/main-1.js"]);
    expect(await ask("/report", "navigate")).toBe("from the network");
    network.mockRejectedValue(new TypeError("no network"));
    expect(await ask("/report", "navigate")).toBe("kept /index.html");
    expect(await ask("/assets/main-1.js")).toBe("kept /assets/main-1.js");
  });

  it("leaves the API and all that is not of the build to the network, and keeps none of it", async () => {
    const ask = await installed("one", ["/assets/main-1.js"]);
    expect(ask("/api/v1/encounters")).toBeNull();
    expect(ask("/api/v1/assets/1/thumbnail", "no-cors")).toBeNull();
    expect(ask("/api/v1/docs", "navigate")).toBeNull();
    expect(ask("/assets/main-2.js")).toBeNull();
    expect(ask("/report", "navigate", "POST")).toBeNull();
    expect([...(stored.get("codex-shell-one")?.keys() ?? [])]).toEqual([
      "/index.html",
      "/favicon.svg",
      "/assets/main-1.js",
    ]);
  });

  it("shows the logo as it is now, and the kept one where nobody answers", async () => {
    const ask = await installed("one", []);
    network.mockResolvedValueOnce("the new logo");
    expect(await ask("/favicon.svg", "no-cors")).toBe("the new logo");
    network.mockRejectedValueOnce(new TypeError("no network"));
    expect(await ask("/favicon.svg", "no-cors")).toBe("kept /favicon.svg");
  });

  it("takes away what earlier builds kept, and nothing that is somebody else's", async () => {
    stored.set("another's", new Map());
    await installed("one", ["/assets/main-1.js"]);
    await installed("two", ["/assets/main-2.js"]);
    expect([...stored.keys()]).toEqual(["another's", "codex-shell-two"]);
  });
});
