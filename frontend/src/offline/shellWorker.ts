/** How does the worker come to know what to keep? The build lists its files before the worker's own source. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const SOURCE = new URL("./worker.js", import.meta.url);

/** Writes `/worker.js`, which keeps all files of the build whose names have a hash. Another build has another worker. */
export function shellWorker(): Plugin {
  return {
    name: "codex-shell-worker",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const files = Object.keys(bundle)
        .filter((name) => name.startsWith("assets/"))
        .map((name) => `/${name}`)
        .sort();
      const build = createHash("sha256").update(files.join("\n")).digest("hex").slice(0, 16);
      const source = readFileSync(SOURCE, "utf-8");
      this.emitFile({
        type: "asset",
        fileName: "worker.js",
        source: `const BUILD = ${JSON.stringify(build)};\nconst FILES = ${JSON.stringify(files)};\n${source}`,
      });
    },
  };
}
