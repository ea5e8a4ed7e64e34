/** Where the import stands, what is next, and the one button that makes records of it. */

import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "../../components/Button";
import { Card } from "../../components/Card";
import { Notice } from "../../components/Notice";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useServerWords } from "../../i18n/useServerWords";
import { usePermissions } from "../permissions/usePermissions";
import styles from "./CommitBar.module.css";
import { formatCount } from "./formatAmounts";
import { ImportProgressBar } from "./ImportProgressBar";
import { RemovalCard } from "./RemovalCard";
import type { BulkImport } from "./types";
import { isCommitted, useImportStep, useRetryPictures } from "./useImport";
import { useUnsavedWishes } from "./useUnsavedWishes";
import { useUnsentEdits } from "./useUnsentEdits";

interface CommitBarProps {
  found: BulkImport;
  uploading: boolean;
}

export function CommitBar({ found, uploading }: CommitBarProps) {
  if (found.removal || found.deleted_at) {
    return <RemovalCard found={found} />;
  }
  if (found.state === "committing") {
    return <CommittingCard found={found} />;
  }
  if (found.state === "failed") {
    return <FailedCard found={found} />;
  }
  return isCommitted(found) ? (
    <CommittedCard found={found} />
  ) : (
    <DraftCard found={found} uploading={uploading} />
  );
}

/** Why it cannot be committed yet, in a sentence; null where it can. */
function useWhyNotYet(found: BulkImport, uploading: boolean): string | null {
  const { t } = useTranslation("imports");
  const unsent = useUnsentEdits(found.id);
  const { unsaved } = useUnsavedWishes(found.id);
  const errors = found.counts.error ?? 0;
  if (found.sheet.state === "none" || found.sheet.state === "failed") {
    return t("commit.noSheet");
  }
  if (found.sheet.state === "reading") {
    return t("commit.reading");
  }
  if (found.sheet.rows === 0) {
    return t("commit.noRows");
  }
  if (uploading) {
    return t("commit.uploading");
  }
  if (unsent > 0) {
    return t("commit.unsent", { count: unsent });
  }
  if (Object.keys(unsaved).length > 0) {
    return t("commit.unsaved");
  }
  if (found.checking || found.checked_revision !== found.revision) {
    return t("commit.checking");
  }
  if (errors > 0) {
    return t("commit.errors", { count: errors, number: formatCount(errors) });
  }
  return found.allowed.commit ? null : t("commit.notAllowed");
}

function DraftCard({ found, uploading }: CommitBarProps) {
  const { t } = useTranslation("imports");
  const step = useImportStep(found.id);
  const whyNot = useWhyNotYet(found, uploading);
  const warnings = found.counts.warning ?? 0;
  const missing = found.file_counts.missing ?? 0;
  const rows = formatCount(found.sheet.rows);
  return (
    <Card className={styles.bar}>
      <div className={styles.what}>
        <p aria-live="polite" id="why-not-yet">
          {whyNot ??
            t("commit.ready", {
              rows,
              files: formatCount(found.file_counts.matched),
              count: found.sheet.rows,
            })}
        </p>
        {whyNot === null && warnings > 0 ? (
          <p className={styles.soft}>
            {t("commit.warnings", { count: warnings, number: formatCount(warnings) })}
          </p>
        ) : null}
        {whyNot === null && missing > 0 ? (
          <p className={styles.soft}>
            {t("commit.missing", { count: missing, number: formatCount(missing) })}
          </p>
        ) : null}
        {found.progress ? <ImportProgressBar found={found} /> : null}
      </div>
      <Button
        look="primary"
        disabled={whyNot !== null}
        aria-describedby="why-not-yet"
        busy={step.isPending}
        onClick={() => step.mutate("commit")}
      >
        {t("commit.button", { rows, count: found.sheet.rows })}
      </Button>
      {step.error ? <ProblemNotice error={step.error} /> : null}
    </Card>
  );
}

function CommittingCard({ found }: { found: BulkImport }) {
  const { t } = useTranslation("imports");
  const step = useImportStep(found.id);
  return (
    <Card className={styles.bar}>
      <div className={styles.what}>
        <p aria-live="polite">{t(found.cancelling ? "commit.cancelling" : "commit.going")}</p>
        <ImportProgressBar found={found} />
      </div>
      {found.allowed.cancel ? (
        <Button look="danger" busy={step.isPending} onClick={() => step.mutate("cancel")}>
          {t("commit.cancel")}
        </Button>
      ) : null}
      {step.error ? <ProblemNotice error={step.error} /> : null}
    </Card>
  );
}

function CommittedCard({ found }: { found: BulkImport }) {
  const { t } = useTranslation("imports");
  const permissions = usePermissions();
  return (
    <Card className={styles.bar}>
      <div className={styles.what}>
        <p aria-live="polite">
          {t("commit.done", {
            count: found.encounters,
            encounters: formatCount(found.encounters),
            sightings: formatCount(found.sightings),
            individuals: formatCount(found.individuals),
          })}{" "}
          {found.approve ? t("commit.approved") : null}
        </p>
        <ImportProgressBar found={found} />
      </div>
      <div className={styles.links}>
        <ButtonLink look="primary" to={`/encounters?submission=${found.id}`}>
          {t("commit.toEncounters")}
        </ButtonLink>
        {permissions.may("approve") && !found.approve ? (
          <ButtonLink to="/review">{t("commit.toReview")}</ButtonLink>
        ) : null}
      </div>
    </Card>
  );
}

function FailedCard({ found }: { found: BulkImport }) {
  const { t } = useTranslation("imports");
  const { reason } = useServerWords();
  const step = useImportStep(found.id);
  const retry = useRetryPictures(found.id);
  return (
    <Notice tone="bad">
      <p>{t("commit.failed")}</p>
      {found.reason ? <p>{reason(found.reason)}</p> : null}
      <div className={styles.links}>
        {found.allowed.retry ? (
          <Button look="primary" busy={retry.isPending} onClick={() => retry.mutate(null)}>
            {t("commit.retry")}
          </Button>
        ) : null}
        {found.allowed.cancel ? (
          <Button busy={step.isPending} onClick={() => step.mutate("cancel")}>
            {t("commit.back")}
          </Button>
        ) : null}
      </div>
      {step.error || retry.error ? <ProblemNotice error={step.error ?? retry.error} /> : null}
    </Notice>
  );
}
