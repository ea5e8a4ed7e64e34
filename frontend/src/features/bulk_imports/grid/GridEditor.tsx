/** The field in which a cell is changed. */

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import styles from "./Grid.module.css";

/** What is to happen with what was typed, and where to go then. */
export type Ending = "stay" | "down" | "up" | "right" | "left" | "cancel";

interface GridEditorProps {
  label: string;
  /** What is in the field at first: the cell's value, or the first key that was typed over it. */
  text: string;
  style: { top: number; left: number; width: number; height: number };
  onEnd: (text: string, ending: Ending) => void;
}

export function GridEditor({ label, text: initial, style, onEnd }: GridEditorProps) {
  const [text, setText] = useState(initial);
  const field = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);

  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.setSelectionRange(initial.length, initial.length);
  }, [initial.length]);

  function end(ending: Ending) {
    // A field that is taken away loses the focus once more: that is no second ending.
    if (!isOver.current) {
      isOver.current = true;
      onEnd(text, ending);
    }
  }

  function onKey(event: KeyboardEvent) {
    event.stopPropagation();
    const ending = endingOf(event);
    if (ending) {
      event.preventDefault();
      end(ending);
    }
  }

  return (
    <input
      ref={field}
      className={styles.editor}
      style={style}
      aria-label={label}
      value={text}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKey}
      onBlur={() => end("stay")}
      onCopy={(event) => event.stopPropagation()}
      onCut={(event) => event.stopPropagation()}
      onPaste={(event) => event.stopPropagation()}
    />
  );
}

function endingOf({ key, shiftKey }: KeyboardEvent): Ending | null {
  switch (key) {
    case "Enter":
      return shiftKey ? "up" : "down";
    case "Tab":
      return shiftKey ? "left" : "right";
    case "Escape":
      return "cancel";
    default:
      return null;
  }
}
