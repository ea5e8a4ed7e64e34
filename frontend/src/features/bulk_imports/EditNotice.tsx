/** What became of the corrections that were just made: kept here, on their way, or not taken. */

import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { useProblemSentence } from "../../components/ProblemNotice";
import type { EditQueue } from "./grid/editQueue";
import styles from "./RowsTab.module.css";

export function EditNotice({ edits }: { edits: EditQueue }) {
  const { t } = useTranslation("imports");
  const sentence = useProblemSentence();
  const { waiting, state, error } = useSyncExternalStore(edits.subscribe, edits.snapshot);
  if (state === "offline") {
    return (
      <Notice tone="attention">
        <p role="status">{t("edits.offline", { count: waiting })}</p>
      </Notice>
    );
  }
  if (state === "refused") {
    return (
      <Notice tone="bad">
        <p role="alert">{t("edits.refused", { count: waiting })}</p>
        <p>{sentence(error)}</p>
        <div className={styles.buttons}>
          <Button onClick={() => edits.retry()}>{t("action.retry", { ns: "common" })}</Button>
          <Button look="danger" onClick={() => edits.discard()}>
            {t("edits.discard")}
          </Button>
        </div>
      </Notice>
    );
  }
  return null;
}
