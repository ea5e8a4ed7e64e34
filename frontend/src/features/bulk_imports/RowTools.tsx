/** Above the grid: searching and narrowing its rows, undoing, and what the check says. */

import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { SearchField } from "../../components/SearchField";
import { Select } from "../../components/Select";
import { formatCount } from "./formatAmounts";
import type { GridColumn } from "./grid/gridTypes";
import type { RowFilter } from "./importApi";
import styles from "./RowsTab.module.css";
import type { BulkImport } from "./types";
import type { Workbench } from "./useWorkbench";

const KINDS = ["error", "warning", "edited"] as const;

interface RowToolsProps {
  found: BulkImport;
  bench: Workbench;
  columns: GridColumn[];
}

export function RowTools({ found, bench, columns }: RowToolsProps) {
  const { t } = useTranslation("imports");
  const { filter, setFilter, isFiltered, queue, edits, blocks } = bench;
  // The import as it was last asked for may be older than the last edit.
  const latest = edits.last && edits.last.revision >= found.revision ? edits.last : found;
  const narrowed = columns.find(({ index }) => index === filter.column);
  return (
    <div className={styles.tools}>
      <SearchField
        label={t("rows.search")}
        value={filter.search ?? ""}
        onChange={(search) => setFilter({ ...filter, search })}
      />
      <Select
        label={t("rows.show")}
        value={filter.only ?? ""}
        none={t("rows.all")}
        options={KINDS.map((kind) => ({ value: kind, label: t(`rows.only.${kind}`) }))}
        onChange={(only) =>
          setFilter({ search: filter.search, only: (only || undefined) as RowFilter["only"] })
        }
      />
      {found.allowed.edit ? (
        <div className={styles.buttons}>
          <Button
            disabled={!edits.canUndo && !latest.can_undo}
            onClick={() => queue.undo()}
            title="Ctrl+Z"
          >
            {t("action.undo", { ns: "common" })}
          </Button>
          <Button
            disabled={!edits.canRedo && !latest.can_redo}
            onClick={() => queue.redo()}
            title="Ctrl+Y"
          >
            {t("rows.redo")}
          </Button>
        </div>
      ) : null}
      <p className={styles.status} aria-live="polite">
        {blocks.total === undefined
          ? ""
          : t("rows.count", { count: blocks.total, number: formatCount(blocks.total) })}
        {narrowed ? ` · ${t("rows.narrowed", { heading: narrowed.heading })}` : ""}
        {edits.state === "sending" ? ` · ${t("edits.sending")}` : ""}
        {edits.state !== "sending" && found.checking ? ` · ${t("rows.checking")}` : ""}
        {isFiltered ? (
          <Button look="quiet" onClick={() => setFilter({})}>
            {t("rows.showAll")}
          </Button>
        ) : null}
      </p>
    </div>
  );
}
