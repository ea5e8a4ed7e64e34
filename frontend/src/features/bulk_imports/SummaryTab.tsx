/** What became of the import: counts and states, pictures with problems, what else can be done with all of it. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Facts } from "../../components/Facts";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useToast } from "../../components/Toast";
import { IdentificationLinks } from "../identifications/IdentificationList";
import { useIdentificationsOfSubmission } from "../identifications/useIdentifications";
import { formatMoment } from "../time/formatTime";
import { formatCount } from "./formatAmounts";
import { PictureProblemList } from "./PictureProblemList";
import { RemoveImport } from "./RemoveImport";
import { SheetDownloads } from "./SheetDownloads";
import styles from "./SummaryTab.module.css";
import type { BulkImport } from "./types";
import { isCommitted, useImportStep } from "./useImport";

export function SummaryTab({ found }: { found: BulkImport }) {
  return (
    <div className={styles.tab}>
      <div className={styles.main}>
        <CountsCard found={found} />
        {isCommitted(found) ? <PictureProblemList found={found} /> : null}
      </div>
      <div className={styles.main}>
        {isCommitted(found) ? <StepsCard found={found} /> : null}
        <SheetDownloads found={found} />
        {found.allowed.remove ? <RemoveImport found={found} /> : null}
      </div>
    </div>
  );
}

const ASSET_STATES = [
  "pending",
  "detecting",
  "detected",
  "nothing_found",
  "failed",
  "skipped",
] as const;

function CountsCard({ found }: { found: BulkImport }) {
  const { t, i18n } = useTranslation("imports");
  const { counts, file_counts: files, assets } = found;
  const moment = (iso: string | null) => iso && formatMoment(iso, i18n.language);
  return (
    <Card>
      <h2>{t("summary.title")}</h2>
      <Facts
        facts={[
          { label: t("summary.rows"), value: formatCount(found.sheet.rows) },
          ...(isCommitted(found)
            ? [
                { label: t("summary.encounters"), value: formatCount(found.encounters) },
                { label: t("summary.sightings"), value: formatCount(found.sightings) },
                { label: t("summary.individuals"), value: formatCount(found.individuals) },
              ]
            : [
                { label: t("summary.errors"), value: formatCount(counts.error) },
                { label: t("summary.warnings"), value: formatCount(counts.warning) },
                { label: t("summary.info"), value: formatCount(counts.info) },
              ]),
          { label: t("summary.files"), value: formatCount(files.total) },
          { label: t("summary.begun"), value: moment(found.created_at) },
          { label: t("summary.committed"), value: moment(found.committed_at) },
        ]}
      />
      {isCommitted(found) ? (
        <>
          <h3>{t("summary.pictures")}</h3>
          <Facts
            facts={ASSET_STATES.map((state) => ({
              label: t(`asset.${state}`),
              value: assets[state] ? formatCount(assets[state]) : null,
            }))}
          />
        </>
      ) : null}
    </Card>
  );
}

function StepsCard({ found }: { found: BulkImport }) {
  const { t } = useTranslation("imports");
  const step = useImportStep(found.id);
  const toast = useToast();
  const [expected, setExpected] = useState(0);
  const asked = useIdentificationsOfSubmission(found.id, expected).data?.items ?? [];
  const start = (which: "detect" | "identify") =>
    step.mutate(which, {
      onSuccess: () => {
        toast({ message: t(`step.${which}Begun`) });
        if (which === "identify") {
          setExpected(asked.length + 1);
        }
      },
    });
  if (!found.allowed.detect && !found.allowed.identify) {
    return null;
  }
  return (
    <Card>
      <h2>{t("step.title")}</h2>
      {found.allowed.detect ? (
        <Button busy={step.isPending} onClick={() => start("detect")}>
          {t("step.detect")}
        </Button>
      ) : null}
      {found.allowed.identify ? (
        <Button busy={step.isPending} onClick={() => start("identify")}>
          {t("step.identify")}
        </Button>
      ) : null}
      {step.error ? <ProblemNotice error={step.error} /> : null}
      {asked.length > 0 ? (
        <>
          <h3>{t("step.asked")}</h3>
          <IdentificationLinks identifications={asked} />
        </>
      ) : null}
    </Card>
  );
}
