/**
 * How does the app open without a network? This worker keeps the built app's own files, of this build alone, and nothing
 * else: no answer of the API, and so nothing that is behind a sign-in. The build puts BUILD and FILES before it.
 */

/* global BUILD, FILES */

const SHELL = "/index.html";
const LOGO = "/favicon.svg";
const CACHE = `codex-shell-${BUILD}`;
const KEPT = new Set(FILES);
const NOT_PAGES = ["/api/", "/internal/", "/swaggerui/"];

self.addEventListener("install", (event) => {
  // Whoever reads index.html gets the newest build, so this worker need not wait until the last window is closed.
  event.waitUntil(keepAll().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetEarlierBuilds().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) {
    return;
  }
  if (request.mode === "navigate" && isPage(pathname)) {
    event.respondWith(newest(request, SHELL));
  } else if (pathname === LOGO) {
    event.respondWith(newest(request, LOGO));
  } else if (KEPT.has(pathname)) {
    event.respondWith(kept(request, pathname));
  }
});

async function keepAll() {
  const cache = await caches.open(CACHE);
  const unhashed = [SHELL, LOGO].map((path) => new Request(path, { cache: "no-cache" }));
  await cache.addAll([...unhashed, ...FILES]);
}

async function forgetEarlierBuilds() {
  const names = await caches.keys();
  const earlier = names.filter((name) => name.startsWith("codex-shell-") && name !== CACHE);
  await Promise.all(earlier.map((name) => caches.delete(name)));
}

function isPage(pathname) {
  const last = pathname.split("/").pop();
  return !last.includes(".") && !NOT_PAGES.some((beginning) => pathname.startsWith(beginning));
}

/** As Houston hands it out now; the kept one only where nobody answers, so that no old app outlives an upgrade. */
async function newest(request, path) {
  try {
    return await fetch(request);
  } catch (error) {
    return (await found(path)) ?? Promise.reject(error);
  }
}

/** What has a hash in its name never changes. */
async function kept(request, pathname) {
  return (await found(pathname)) ?? fetch(request);
}

async function found(path) {
  const cache = await caches.open(CACHE);
  return cache.match(path);
}
