/** What is wrong with the sheet, kind by kind, the gravest first; each leads to its cells and can be repaired for all rows at once. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Loading } from "../../components/Loading";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useServerWords } from "../../i18n/useServerWords";
import { FaultGroupItem } from "./FaultGroupItem";
import { toldOf } from "./faultWords";
import { formatCount } from "./formatAmounts";
import styles from "./RowsTab.module.css";
import { type BulkImport, SEVERITIES, type SheetColumn } from "./types";
import { type FaultKind, useFaults } from "./useFaults";
import type { Workbench } from "./useWorkbench";

interface FaultPanelProps {
  found: BulkImport;
  bench: Workbench;
  columns: SheetColumn[];
}

export function FaultPanel({ found, bench, columns }: FaultPanelProps) {
  const { t } = useTranslation("imports");
  const { kinds, data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useFaults(found);
  const [open, setOpen] = useState<string | null>(null);
  const { counts } = found;

  return (
    <Card className={styles.faults}>
      <div className={styles.faultHeader}>
        <h2>{t("faults.title")}</h2>
        <div className={styles.buttons}>
          <Button
            look="quiet"
            aria-keyshortcuts="p"
            aria-label={t("faults.previous")}
            onClick={() => bench.walk(-1)}
          >
            ↑
          </Button>
          <Button
            look="quiet"
            aria-keyshortcuts="n"
            aria-label={t("faults.next")}
            onClick={() => bench.walk(1)}
          >
            ↓
          </Button>
        </div>
      </div>
      <p className={styles.counts} aria-live="polite">
        {SEVERITIES.map((severity) => (
          <span key={severity} data-severity={severity}>
            {t(`faults.count.${severity}`, {
              count: counts[severity] ?? 0,
              number: formatCount(counts[severity]),
            })}
          </span>
        ))}
      </p>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && kinds.length === 0 ? (
        <p>{t(found.checked_revision === null ? "faults.unchecked" : "faults.none")}</p>
      ) : null}
      <ul className={styles.kinds} aria-label={t("faults.title")}>
        {kinds.map((kind) => (
          <FaultKindItem
            key={kind.key}
            kind={kind}
            bench={bench}
            columns={columns}
            isOpen={open === kind.key}
            onOpen={(isOpen) => setOpen(isOpen ? kind.key : null)}
          />
        ))}
      </ul>
      {hasNextPage ? (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("list.more", { ns: "common" })}
        </Button>
      ) : null}
    </Card>
  );
}

interface FaultKindItemProps {
  kind: FaultKind;
  bench: Workbench;
  columns: SheetColumn[];
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
}

function FaultKindItem({ kind, bench, columns, isOpen, onOpen }: FaultKindItemProps) {
  const { t } = useTranslation("imports");
  const { filter, setFilter, goTo, grid } = bench;
  const [first] = kind.groups;
  const words = useServerWords();
  const name = words.kind(kind.code);
  const isShownAlone = filter.code === kind.code && filter.column === (kind.column ?? undefined);

  function open() {
    onOpen(!isOpen);
    const row = first?.rows[0];
    if (!isOpen && row !== undefined) {
      void goTo(row, kind.column ?? 0);
    }
  }

  return (
    <li className={styles.kind} data-severity={kind.severity}>
      <button type="button" className={styles.kindButton} aria-expanded={isOpen} onClick={open}>
        <span className={styles.kindName}>
          {kind.heading ? <b>{kind.heading}</b> : null} {name}
        </span>
        <span className={styles.kindCount}>{kind.count > 0 ? formatCount(kind.count) : ""}</span>
        <span className={styles.kindMessage}>
          {first ? words.say(toldOf(first, columns)) : null}
        </span>
      </button>
      {isOpen ? (
        <div className={styles.kindBody}>
          <div className={styles.buttons}>
            <Button
              onClick={() =>
                setFilter(isShownAlone ? {} : { code: kind.code, column: kind.column ?? undefined })
              }
              aria-pressed={isShownAlone}
            >
              {t(isShownAlone ? "rows.showAll" : "faults.onlyThese")}
            </Button>
            <Button look="quiet" onClick={() => grid.current?.focus()}>
              {t("faults.toGrid")}
            </Button>
          </div>
          <ul className={styles.groups}>
            {kind.groups.map((group) => (
              <FaultGroupItem
                key={`${String(group.value)} ${group.message}`}
                group={group}
                bench={bench}
                columns={columns}
              />
            ))}
          </ul>
        </div>
      ) : null}
    </li>
  );
}
