/**
 * Which keys do what on this page? Keys pressed while typing, or with Ctrl, Alt or Cmd, are left alone. Letters are named
 * small and mean the same with Shift or Caps Lock.
 */

import { useEffect, useRef } from "react";

export type Shortcuts = Record<string, () => void>;

/** Keys that may be held down: they only move on. What answers or decides does so once for each press, as the next comes up unseen. */
const HELD = ["ArrowLeft", "ArrowRight", "j", "k", "n", "p", "F8"];

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
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const run = latest.current[key];
      if (!run) {
        return;
      }
      event.preventDefault();
      if (!event.repeat || HELD.includes(key)) {
        run();
      }
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
