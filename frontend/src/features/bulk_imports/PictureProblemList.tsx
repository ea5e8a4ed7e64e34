/** Pictures of the import with which something went wrong: one line each, tried again one by one or all at once. */

import { useTranslation } from "react-i18next";
import { usePages } from "../../api/usePages";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { PagedList } from "../../components/PagedList";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useServerWords } from "../../i18n/useServerWords";
import { readProblems } from "./importApi";
import styles from "./SummaryTab.module.css";
import type { BulkImport, PictureProblem } from "./types";
import { useRetryPictures } from "./useImport";

export function PictureProblemList({ found }: { found: BulkImport }) {
  const { t } = useTranslation("imports");
  const { reason: sayWhy } = useServerWords();
  const pages = usePages<PictureProblem>(
    ["bulk-imports", "problems", found.id, found.assets.failed ?? 0],
    (cursor) => readProblems(found.id, cursor),
  );
  const retry = useRetryPictures(found.id);
  return (
    <Card>
      <div className={styles.row}>
        <h2>{t("problems.title")}</h2>
        {pages.items.length > 0 && found.allowed.retry ? (
          <Button busy={retry.isPending} onClick={() => retry.mutate(null)}>
            {t("problems.retryAll")}
          </Button>
        ) : null}
      </div>
      {retry.error ? <ProblemNotice error={retry.error} /> : null}
      <PagedList pages={pages} empty={<p>{t("problems.none")}</p>}>
        {(problems) => (
          <ul className={styles.problems} aria-label={t("problems.title")}>
            {problems.map(({ asset, name, reason, row }) => (
              <li key={asset}>
                <span className={styles.name}>
                  {name}
                  {row ? ` · ${t("problems.row", { row })}` : ""}
                </span>
                {found.allowed.retry ? (
                  <Button
                    look="quiet"
                    busy={retry.isPending}
                    aria-label={t("problems.retry", { name })}
                    onClick={() => retry.mutate([asset])}
                  >
                    ↻
                  </Button>
                ) : null}
                {reason ? <span className={styles.reason}>{sayWhy(reason)}</span> : null}
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </Card>
  );
}
