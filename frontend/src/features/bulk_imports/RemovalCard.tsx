/** An import that is being removed or brought back, that is removed, or with which that failed. */

import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Notice } from "../../components/Notice";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useServerWords } from "../../i18n/useServerWords";
import styles from "./CommitBar.module.css";
import { ImportProgressBar } from "./ImportProgressBar";
import type { BulkImport } from "./types";
import { isOnItsWay } from "./useImport";
import { useRemoval } from "./useRemoval";

export function RemovalCard({ found }: { found: BulkImport }) {
  const { t } = useTranslation("imports");
  if (isOnItsWay(found)) {
    return (
      <Card className={styles.bar}>
        <div className={styles.what}>
          <p aria-live="polite">
            {t(found.removal === "removing" ? "remove.going" : "remove.returning")}
          </p>
          <ImportProgressBar found={found} />
        </div>
      </Card>
    );
  }
  return found.removal ? <FailedRemoval found={found} /> : <Removed found={found} />;
}

/** Part of it may be gone and part there: it is finished, or taken back. */
function FailedRemoval({ found }: { found: BulkImport }) {
  const { t } = useTranslation("imports");
  const { reason } = useServerWords();
  const removal = useRemoval(found.id);
  return (
    <Notice tone="bad">
      <p>{t(found.removal === "removal_failed" ? "remove.failed" : "remove.restoringFailed")}</p>
      {found.reason ? <p>{reason(found.reason)}</p> : null}
      <div className={styles.links}>
        {found.allowed.remove ? (
          <Button look="danger" busy={removal.isPending} onClick={() => removal.mutate("remove")}>
            {t("remove.confirm")}
          </Button>
        ) : null}
        {found.allowed.restore ? (
          <Button busy={removal.isPending} onClick={() => removal.mutate("restore")}>
            {t("remove.restore")}
          </Button>
        ) : null}
      </div>
      {removal.error ? <ProblemNotice error={removal.error} /> : null}
    </Notice>
  );
}

function Removed({ found }: { found: BulkImport }) {
  const { t } = useTranslation("imports");
  const removal = useRemoval(found.id);
  return (
    <Notice tone="attention">
      <p>{t("remove.isRemoved")}</p>
      {found.allowed.restore ? (
        <Button busy={removal.isPending} onClick={() => removal.mutate("restore")}>
          {t("remove.restore")}
        </Button>
      ) : null}
      {removal.error ? <ProblemNotice error={removal.error} /> : null}
    </Notice>
  );
}
