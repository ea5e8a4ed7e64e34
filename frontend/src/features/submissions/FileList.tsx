/** The report's photos, each with how far it is and what can be done about it. */

import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { classes } from "../../components/classes";
import { Progress } from "../../components/Progress";
import { Select } from "../../components/Select";
import { useServerWords } from "../../i18n/useServerWords";
import styles from "./FileList.module.css";
import type { ReportFile } from "./useReportFiles";

/** A photo of all animals of the report. */
const ALL = "";

interface FileListProps {
  files: ReportFile[];
  /** The keys of the animals of the report, in their order. */
  animals: string[];
  /** Which of several animals a photo shows, by its name; photos that are not here show all. */
  shown: Record<string, string>;
  onRetry: (file: ReportFile) => void;
  onRemove: (file: ReportFile) => void;
  onShown: (name: string, animal: string) => void;
}

export function FileList({ files, ...rest }: FileListProps) {
  const { t } = useTranslation("submissions");
  return (
    <ul className={styles.list} aria-label={t("file.list")}>
      {files.map((file) => (
        <FileRow key={file.key} file={file} {...rest} />
      ))}
    </ul>
  );
}

interface FileRowProps extends Omit<FileListProps, "files"> {
  file: ReportFile;
}

function FileRow({ file, animals, shown, onRetry, onRemove, onShown }: FileRowProps) {
  const { t, i18n } = useTranslation("submissions");
  const { reason } = useServerWords();
  const isBad = file.state === "failed" || file.state === "refused";
  const isUnderWay =
    file.state === "sending" || file.state === "waiting" || file.state === "checking";
  return (
    <li className={styles.row} data-state={file.state}>
      {file.preview ? (
        <img className={styles.preview} src={file.preview} alt="" />
      ) : (
        <span className={classes(styles.preview, styles.noPreview)} aria-hidden="true">
          {file.name.split(".").pop()?.slice(0, 4)}
        </span>
      )}
      <div className={styles.what}>
        <span className={styles.name}>{file.name}</span>
        <span className={classes(styles.state, isBad && styles.bad)} aria-live="polite">
          {formatSize(file.size, i18n.language)} · <StateText file={file} />
        </span>
        {file.reason ? (
          <span className={styles.reason}>{reason(file.reason, file.code)}</span>
        ) : null}
        {animals.length > 1 && !isBad ? (
          <Select
            label={t("file.shows", { name: file.name })}
            value={shown[file.name] ?? ALL}
            options={[
              { value: ALL, label: t("file.showsAll") },
              ...animals.map((animal, index) => ({
                value: animal,
                label: t("form.animalNumber", { number: index + 1 }),
              })),
            ]}
            onChange={(animal) => onShown(file.name, animal)}
          />
        ) : null}
        {isUnderWay ? <Progress label={file.name} done={file.sent} total={file.size} /> : null}
      </div>
      <div className={styles.actions}>
        {file.state === "failed" && file.upload ? (
          <Button
            look="quiet"
            aria-label={t("file.retry", { name: file.name })}
            onClick={() => onRetry(file)}
          >
            ↻
          </Button>
        ) : null}
        <Button
          look="quiet"
          aria-label={t("file.remove", { name: file.name })}
          onClick={() => onRemove(file)}
        >
          ×
        </Button>
      </div>
    </li>
  );
}

function StateText({ file }: { file: ReportFile }) {
  const { t, i18n } = useTranslation("submissions");
  if (file.state !== "sending") {
    return <>{t(`file.${file.state}`)}</>;
  }
  const share = file.size > 0 ? file.sent / file.size : 0;
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" }).format(share);
  return <>{t("file.sending", { percent })}</>;
}

function formatSize(bytes: number, language: string): string {
  const megabytes = bytes / 1_000_000;
  const unit = megabytes >= 1 ? "megabyte" : "kilobyte";
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit,
    maximumFractionDigits: megabytes >= 1 ? 1 : 0,
  }).format(megabytes >= 1 ? megabytes : bytes / 1000);
}
