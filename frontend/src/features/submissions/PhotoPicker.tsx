/** Takes photos in: dropped, chosen, or taken with a phone's camera. */

import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { classes } from "../../components/classes";
import styles from "./PhotoPicker.module.css";

/** What the server takes; it looks into each file and decides by its content. */
const ACCEPTED = "image/*,video/*,.heic,.heif,.dng,.cr2,.nef,.arw,.orf,.rw2";

export function PhotoPicker({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation("submissions");
  const [isOver, setIsOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    onFiles([...event.dataTransfer.files]);
  }

  function take(input: HTMLInputElement) {
    onFiles([...(input.files ?? [])]);
    input.value = ""; // so that the same file can be chosen once more
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside do the same for a keyboard
    <div
      className={classes(styles.zone, isOver && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <p className={styles.hint}>{t("form.drop")}</p>
      <div className={styles.buttons}>
        <Button look="primary" onClick={() => chooser.current?.click()}>
          {t("form.choose")}
        </Button>
        <Button className={styles.camera} onClick={() => camera.current?.click()}>
          {t("form.camera")}
        </Button>
      </div>
      <input
        ref={chooser}
        type="file"
        hidden
        multiple
        accept={ACCEPTED}
        aria-label={t("form.choose")}
        onChange={({ target }) => take(target)}
      />
      <input
        ref={camera}
        type="file"
        hidden
        accept="image/*"
        capture="environment"
        aria-label={t("form.camera")}
        onChange={({ target }) => take(target)}
      />
    </div>
  );
}
