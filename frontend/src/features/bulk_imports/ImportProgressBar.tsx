/** How far the work is that goes on with an import, how fast it goes, and how long it will take. */

import { useTranslation } from "react-i18next";
import { Progress } from "../../components/Progress";
import { useServerWords } from "../../i18n/useServerWords";
import styles from "./CommitBar.module.css";
import { formatCount, formatDuration } from "./formatAmounts";
import type { BulkImport } from "./types";

export function ImportProgressBar({ found }: { found: BulkImport }) {
  const { t } = useTranslation("imports");
  const { phrase } = useServerWords();
  const { progress } = found;
  if (!progress) {
    return null;
  }
  const { done, total, message, rate, seconds_left: left } = progress;
  return (
    <div className={styles.progress}>
      <Progress label={t("progress.label")} done={done} total={total} />
      <p className={styles.figures}>
        <span>{message ? phrase(message) : null}</span>
        {total ? (
          <span>{t("progress.of", { done: formatCount(done), total: formatCount(total) })}</span>
        ) : null}
        {rate ? (
          <span>{t("progress.rate", { rate: formatCount(Math.round(rate * 10) / 10) })}</span>
        ) : null}
        {left ? <span>{t("progress.left", { time: formatDuration(left) })}</span> : null}
      </p>
    </div>
  );
}
