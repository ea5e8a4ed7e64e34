/** Each column of the sheet: what it holds, what it is taken to mean, and how certain that is. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge, type Tone } from "../../components/Badge";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Loading } from "../../components/Loading";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useToast } from "../../components/Toast";
import { useServerWords } from "../../i18n/useServerWords";
import styles from "./ColumnsTab.module.css";
import { formatCount } from "./formatAmounts";
import { MappingBar } from "./MappingBar";
import { TargetDialog } from "./TargetDialog";
import { labelOf, nameFor, targetFinder } from "./targetNames";
import type { BulkImport, SheetColumn, SheetTarget } from "./types";
import { useColumns, useSaveColumns, useTargets } from "./useColumns";

const TONES: Record<string, Tone> = {
  exact: "good",
  synonym: "good",
  chosen: "accent",
  likely: "attention",
  none: "neutral",
};

export function ColumnsTab({ found }: { found: BulkImport }) {
  const { t } = useTranslation("imports");
  const isReady = found.sheet.state === "ready";
  const { data, error, refetch } = useColumns(found.id, isReady);
  const { data: targets } = useTargets();
  const saving = useSaveColumns(found.id);
  const toast = useToast();
  const [asked, setAsked] = useState<SheetColumn | null>(null);

  if (!isReady) {
    return <EmptyState title={t("columns.noSheetTitle")}>{t("columns.noSheetText")}</EmptyState>;
  }
  if (!data || !targets) {
    return error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Loading />;
  }
  const columns = data.items;

  function choose(column: SheetColumn, target: string | null) {
    setAsked(null);
    if (target === column.target) {
      return;
    }
    const undo = { index: column.index, target: column.target };
    saving.mutate(
      { columns: [{ index: column.index, target }] },
      {
        onSuccess: () =>
          toast({
            message: t("columns.changed", { heading: column.heading ?? "" }),
            action: {
              label: t("action.undo", { ns: "common" }),
              run: () => saving.mutate({ columns: [undo] }),
            },
          }),
      },
    );
  }

  return (
    <div className={styles.tab}>
      <MappingBar found={found} columns={data} />
      {saving.error ? <ProblemNotice error={saving.error} /> : null}
      <ul className={styles.columns} aria-label={t("columns.label")}>
        {columns.map((column) => (
          <ColumnRow
            key={column.index}
            column={column}
            targets={targets}
            isOpen={Boolean(found.allowed.edit)}
            onAsk={() => setAsked(column)}
            onChoose={(target) => choose(column, target)}
          />
        ))}
      </ul>
      {asked ? (
        <TargetDialog
          column={asked}
          targets={targets}
          onClose={() => setAsked(null)}
          onChoose={(target) =>
            choose(
              asked,
              target &&
                nameFor(
                  target,
                  columns.map((each) => each.target),
                ),
            )
          }
        />
      ) : null}
    </div>
  );
}

interface ColumnRowProps {
  column: SheetColumn;
  targets: SheetTarget[];
  isOpen: boolean;
  onAsk: () => void;
  onChoose: (target: string | null) => void;
}

function ColumnRow({ column, targets, isOpen, onAsk, onChoose }: ColumnRowProps) {
  const { t } = useTranslation("imports");
  const { label: nameOf, phrase } = useServerWords();
  const find = targetFinder(targets);
  const labelled = (target: string, otherwise: string) => {
    const named = find(target);
    return named ? labelOf(named, nameOf) : otherwise;
  };
  const heading = column.heading || t("columns.blank", { number: column.index + 1 });
  const meaning = column.target
    ? labelled(column.target, column.target)
    : t(column.role === "ignored" ? "columns.ignored" : "columns.kept");
  const certainty = column.certainty as "exact" | "synonym" | "likely" | "chosen" | "none";
  const message =
    column.message &&
    (phrase(column.message) ??
      t(certainty === "likely" ? "columns.guessed" : "columns.unknown", { heading, meaning }));
  return (
    <li className={styles.column} data-certainty={certainty}>
      <div className={styles.heading}>
        <h2>{heading}</h2>
        <p className={styles.samples}>
          {column.samples.length > 0 ? column.samples.join(" · ") : t("columns.empty")}
        </p>
        <p className={styles.filled}>
          {t("columns.filled", { count: column.filled, number: formatCount(column.filled) })}
        </p>
      </div>
      <div className={styles.meaning}>
        <div className={styles.chosen}>
          {isOpen ? (
            <Button onClick={onAsk} aria-label={t("columns.ask", { heading, meaning })}>
              {meaning} <span aria-hidden="true">▾</span>
            </Button>
          ) : (
            <strong>{meaning}</strong>
          )}
          <Badge tone={TONES[certainty] ?? "neutral"}>{t(`columns.certainty.${certainty}`)}</Badge>
        </div>
        {message ? <p className={styles.message}>{message}</p> : null}
        {isOpen && (certainty === "none" || certainty === "likely") ? (
          <div className={styles.suggestions}>
            {column.suggestions
              .filter(({ target }) => target !== column.target)
              .slice(0, 3)
              .map(({ target, label }) => (
                <Button key={target} look="quiet" onClick={() => onChoose(target)}>
                  {labelled(target, label)}
                </Button>
              ))}
          </div>
        ) : null}
      </div>
    </li>
  );
}
