/** The sheet as a file: as it came, as it is now, with its faults, or the records that it made. */

import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { ProblemNotice } from "../../components/ProblemNotice";
import { Progress } from "../../components/Progress";
import { originalAddress, type SheetFormat, type WrittenSheet } from "./importApi";
import styles from "./SummaryTab.module.css";
import type { BulkImport } from "./types";
import { isCommitted } from "./useImport";
import { useSheetDownload } from "./useSheetDownload";

const OF_A_DRAFT: [WrittenSheet, SheetFormat][] = [
  ["faults", "xlsx"],
  ["current", "xlsx"],
  ["current", "csv"],
];
const OF_RECORDS: [WrittenSheet, SheetFormat][] = [
  ["rows", "xlsx"],
  ["rows", "csv"],
  ["current", "xlsx"],
];

export function SheetDownloads({ found }: { found: BulkImport }) {
  const { t } = useTranslation("imports");
  const download = useSheetDownload(found.id);
  if (found.sheet.state !== "ready") {
    return null;
  }
  const { job, variables } = download;
  return (
    <Card>
      <h2>{t("download.title")}</h2>
      <ul className={styles.downloads}>
        {(isCommitted(found) ? OF_RECORDS : OF_A_DRAFT).map(([what, format]) => (
          <li key={`${what} ${format}`}>
            <Button
              look="quiet"
              busy={download.isPending}
              onClick={() => download.mutate({ what, format })}
            >
              {t(`download.${what}`)} (.{format})
            </Button>
            {job && variables?.what === what && variables.format === format ? (
              <Progress
                label={t("download.progress")}
                done={job.progress.done}
                total={job.progress.total}
              />
            ) : null}
          </li>
        ))}
        <li>
          <a href={originalAddress(found.id)} download>
            {t("download.original")}
          </a>
        </li>
      </ul>
      {download.error ? <ProblemNotice error={download.error} /> : null}
    </Card>
  );
}
