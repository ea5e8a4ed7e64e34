/** Where files are dropped, with buttons that do the same for who has no mouse. */

import { type ComponentProps, type DragEvent, type ReactNode, useRef, useState } from "react";
import { Button } from "./Button";
import { classes } from "./classes";
import styles from "./FileDrop.module.css";

interface FileDropProps {
  /** What stands above the buttons. */
  children: ReactNode;
  buttons: ReactNode;
  className?: string;
  onDrop: (dropped: DataTransfer) => void;
}

export function FileDrop({ children, buttons, className, onDrop }: FileDropProps) {
  const [isOver, setIsOver] = useState(false);

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    onDrop(event.dataTransfer);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside do the same for a keyboard
    <div
      className={classes(styles.zone, isOver && styles.over, className)}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      {children}
      <div className={styles.buttons}>{buttons}</div>
    </div>
  );
}

interface FileButtonProps {
  label: string;
  look?: ComponentProps<typeof Button>["look"];
  /** Shown only where the pointer is a finger, or only where it is none. */
  only?: "touch" | "desk";
  /** What is asked of the browser's own choice of files. */
  input?: ComponentProps<"input">;
  onFiles: (files: File[]) => void;
}

export function FileButton({ label, look, only, input, onFiles }: FileButtonProps) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button look={look} className={only && styles[only]} onClick={() => chooser.current?.click()}>
        {label}
      </Button>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label={label}
        {...input}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = ""; // so that the same file can be chosen once more
        }}
      />
    </>
  );
}
