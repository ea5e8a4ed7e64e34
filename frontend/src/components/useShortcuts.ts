/** Which keys do what on this page? Keys pressed while typing, or with Ctrl, Alt or Cmd, are left alone. */

import { useEffect, useRef } from "react";

export type Shortcuts = Record<string, () => void>;

/** Inputs that take no letters and no arrows. */
const CLICKED = ["checkbox", "button", "submit", "file"];

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) {
    return !CLICKED.includes(target.type);
  }
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(SELECT|TEXTAREA)$/.test(target.tagName))
  );
}

export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) {
        return;
      }
      if (isTyping(event.target) || document.querySelector("dialog[open]")) {
        return;
      }
      const run = latest.current[event.key];
      if (run) {
        event.preventDefault();
        run();
      }
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
