/** Takes photos in: dropped, chosen, or taken with a phone's camera. */

import { useTranslation } from "react-i18next";
import { FileButton, FileDrop } from "../../components/FileDrop";
import styles from "./PhotoPicker.module.css";

/** What the server takes; it looks into each file and decides by its content. */
const ACCEPTED = "image/*,video/*,.heic,.heif,.dng,.cr2,.nef,.arw,.orf,.rw2";

export function PhotoPicker({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation("submissions");
  return (
    <FileDrop
      onDrop={(dropped) => onFiles([...dropped.files])}
      buttons={
        <>
          <FileButton
            label={t("form.choose")}
            look="primary"
            input={{ multiple: true, accept: ACCEPTED }}
            onFiles={onFiles}
          />
          <FileButton
            label={t("form.camera")}
            only="touch"
            input={{ accept: "image/*", capture: "environment" }}
            onFiles={onFiles}
          />
        </>
      }
    >
      <p className={styles.hint}>{t("form.drop")}</p>
    </FileDrop>
  );
}
