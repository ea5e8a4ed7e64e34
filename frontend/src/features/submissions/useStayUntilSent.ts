import { useEffect } from "react";

/** Has the browser ask before the page is left while photos are still on their way. */
export function useStayUntilSent(isSending: boolean): void {
  useEffect(() => {
    if (!isSending) {
      return;
    }
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isSending]);
}
