/** How far the files are, how fast, and what got stuck; can be paused, and survives the other pages of the app. */

import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Notice } from "../../components/Notice";
import { Progress } from "../../components/Progress";
import { formatBytes, formatCount, formatDuration } from "./formatAmounts";
import type { ImportUploads, UploadOverview } from "./importUploads";
import styles from "./SheetTab.module.css";

/** Enough to see the kind of trouble; one button tries all of them again. */
const FAILED_SHOWN = 50;

interface UploadCardProps {
  uploads: ImportUploads;
  overview: UploadOverview;
}

export function UploadCard({ uploads, overview }: UploadCardProps) {
  const { t } = useTranslation("imports");
  const { total, done, already, failed, isActive, isPaused } = overview;
  return (
    <Card>
      <div className={styles.row}>
        <h2>{t(isActive ? "upload.title" : "upload.doneTitle")}</h2>
        {isActive ? (
          <Button onClick={() => (isPaused ? uploads.goOn() : uploads.pause())}>
            {t(isPaused ? "upload.goOn" : "upload.pause")}
          </Button>
        ) : null}
      </div>
      {isActive ? (
        <Progress
          label={t("upload.title")}
          done={overview.sentBytes}
          total={overview.bytes || null}
        />
      ) : null}
      <p className={styles.figures} data-testid="upload-figures">
        <span>{t("upload.files", { done: formatCount(done), total: formatCount(total) })}</span>
        <span>
          {t("upload.bytes", {
            done: formatBytes(overview.sentBytes),
            total: formatBytes(overview.bytes),
          })}
        </span>
        {overview.bytesPerSecond && !isPaused ? (
          <span>{t("upload.rate", { rate: formatBytes(overview.bytesPerSecond) })}</span>
        ) : null}
        {overview.secondsLeft && !isPaused ? (
          <span>{t("upload.left", { time: formatDuration(overview.secondsLeft) })}</span>
        ) : null}
      </p>
      {already > 0 ? (
        <p className={styles.soft}>
          {t("upload.already", { count: already, number: formatCount(already) })}
        </p>
      ) : null}
      {isActive ? <p className={styles.soft}>{t("upload.keepOpen")}</p> : null}
      {failed.length > 0 ? (
        <Notice tone="bad">
          <div className={styles.row}>
            <strong>{t("upload.failed", { count: failed.length })}</strong>
            <Button onClick={() => uploads.retryFailed()}>{t("upload.retry")}</Button>
          </div>
          <ul className={styles.failed}>
            {failed.slice(0, FAILED_SHOWN).map(({ key, path, reason }) => (
              <li key={key}>
                <span className={styles.path}>{path}</span>
                <Button
                  look="quiet"
                  aria-label={t("upload.forget", { name: path })}
                  onClick={() => uploads.forget(key)}
                >
                  ×
                </Button>
                <span className={styles.reason}>{reason}</span>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </Card>
  );
}
