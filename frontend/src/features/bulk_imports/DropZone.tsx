/** Takes in a sheet, pictures, archives and whole folders: dropped or chosen. */

import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { classes } from "../../components/classes";
import { type PickedFile, pickedFrom, pickedFromDrop } from "./pickedFiles";
import styles from "./SheetTab.module.css";

/** Browsers know it; React's types do not. */
const WHOLE_FOLDER: object = { webkitdirectory: "" };

export function DropZone({ onFiles }: { onFiles: (picked: PickedFile[]) => void }) {
  const { t } = useTranslation("imports");
  const [isOver, setIsOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  async function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    onFiles(await pickedFromDrop(event.dataTransfer));
  }

  function take(input: HTMLInputElement) {
    onFiles(pickedFrom(input.files ?? []));
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
      onDrop={(event) => void drop(event)}
    >
      <p className={classes(styles.strong, styles.desk)}>{t("drop.title")}</p>
      <p className={styles.hint}>{t("drop.text")}</p>
      <div className={styles.buttons}>
        <Button look="primary" onClick={() => files.current?.click()}>
          {t("drop.files")}
        </Button>
        <Button className={styles.desk} onClick={() => folder.current?.click()}>
          {t("drop.folder")}
        </Button>
      </div>
      <input
        ref={files}
        type="file"
        hidden
        multiple
        aria-label={t("drop.files")}
        onChange={({ target }) => take(target)}
      />
      <input
        ref={folder}
        type="file"
        hidden
        multiple
        {...WHOLE_FOLDER}
        aria-label={t("drop.folder")}
        onChange={({ target }) => take(target)}
      />
    </div>
  );
}
