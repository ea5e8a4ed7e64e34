/** Takes in a sheet, pictures, archives and whole folders: dropped or chosen. */

import { useTranslation } from "react-i18next";
import { classes } from "../../components/classes";
import { FileButton, FileDrop } from "../../components/FileDrop";
import { withPackages } from "./dataPackage";
import { type PickedFile, pickedFrom, pickedFromDrop } from "./pickedFiles";
import styles from "./SheetTab.module.css";

/** Browsers know it; React's types do not. */
const WHOLE_FOLDER: object = { webkitdirectory: "" };

export function DropZone({ onFiles }: { onFiles: (picked: PickedFile[]) => void }) {
  const { t } = useTranslation("imports");
  const takeAll = (picked: PickedFile[]) => withPackages(picked).then(onFiles);
  const take = (files: File[]) => void takeAll(pickedFrom(files));
  return (
    <FileDrop
      className={styles.zone}
      onDrop={(dropped) => void pickedFromDrop(dropped).then(takeAll)}
      buttons={
        <>
          <FileButton
            label={t("drop.files")}
            look="primary"
            input={{ multiple: true }}
            onFiles={take}
          />
          <FileButton
            label={t("drop.folder")}
            only="desk"
            input={{ multiple: true, ...WHOLE_FOLDER }}
            onFiles={take}
          />
        </>
      }
    >
      <p className={classes(styles.strong, styles.desk)}>{t("drop.title")}</p>
      <p className={styles.hint}>{t("drop.text")}</p>
    </FileDrop>
  );
}
