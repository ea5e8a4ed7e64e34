import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { shellWorker } from "./src/offline/shellWorker.ts";

/** Where a developer's own Houston listens; the built app is served by Houston itself. */
const HOUSTON = process.env.HOUSTON_URL ?? "http://127.0.0.1:5000";

export default defineConfig({
  plugins: [react(), shellWorker()],
  build: {
    target: "es2022",
    // Houston's Content-Security-Policy allows no data: scripts or styles, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": HOUSTON } },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    restoreMocks: true,
    testTimeout: 60_000, // for a machine that is busy with other things
  },
});
