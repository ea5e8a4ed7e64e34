import { useEffect } from "react";

const WORKER = "/worker.js";

/** Has the browser keep the app's own files, so that this page opens without a network from now on. */
export function useOfflineShell(): void {
  useEffect(() => {
    // There is none in private windows and away from HTTPS, nor while somebody works on the app: then it needs a network.
    if (import.meta.env.PROD && "serviceWorker" in navigator) {
      navigator.serviceWorker.register(WORKER).catch((error: unknown) => {
        console.info("The app cannot be kept for times without a network.", error);
      });
    }
  }, []);
}
