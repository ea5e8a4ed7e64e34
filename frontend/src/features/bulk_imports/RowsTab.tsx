/** The rows of the sheet in a grid, with what is wrong beside it, corrected right here. */

import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../components/EmptyState";
import { Loading } from "../../components/Loading";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useShortcuts } from "../../components/useShortcuts";
import { EditNotice } from "./EditNotice";
import { FaultPanel } from "./FaultPanel";
import { Grid } from "./grid/Grid";
import type { GridColumn } from "./grid/gridTypes";
import { widthOf } from "./grid/windowing";
import styles from "./RowsTab.module.css";
import { RowTools } from "./RowTools";
import type { BulkImport, SheetColumn } from "./types";
import { useColumns } from "./useColumns";
import { useWorkbench } from "./useWorkbench";

export function RowsTab({ found }: { found: BulkImport }) {
  const { t } = useTranslation("imports");
  const isReady = found.sheet.state === "ready";
  const { data, error, refetch } = useColumns(found.id, isReady);
  if (!isReady) {
    return <EmptyState title={t("columns.noSheetTitle")}>{t("rows.noSheetText")}</EmptyState>;
  }
  if (!data) {
    return error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Loading />;
  }
  return <Workbench found={found} sheetColumns={data.items} />;
}

interface WorkbenchProps {
  found: BulkImport;
  sheetColumns: SheetColumn[];
}

function Workbench({ found, sheetColumns }: WorkbenchProps) {
  const { t } = useTranslation("imports");
  const columns = useMemo(
    () =>
      sheetColumns.map(
        ({ index, heading, samples }): GridColumn => ({
          index,
          heading: heading || t("columns.blank", { number: index + 1 }),
          width: widthOf(heading, samples),
        }),
      ),
    [sheetColumns, t],
  );
  const bench = useWorkbench(found, columns);
  const { source, blocks, grid, walk, goToAsked } = bench;

  useEffect(goToAsked, [goToAsked]);
  useShortcuts({
    n: () => walk(1),
    p: () => walk(-1),
    F8: () => walk(1),
    F2: () => grid.current?.edit(),
  });

  return (
    <div className={styles.tab}>
      <FaultPanel found={found} bench={bench} columns={sheetColumns} />
      <div className={styles.sheet}>
        <RowTools found={found} bench={bench} columns={columns} />
        <EditNotice edits={bench.queue} />
        {blocks.error ? <ProblemNotice error={blocks.error} /> : null}
        {blocks.total === 0 ? (
          <EmptyState title={t("rows.noneTitle")}>{t("rows.noneText")}</EmptyState>
        ) : (
          <Grid
            source={source}
            selection={bench.selection}
            onSelect={bench.select}
            onSight={bench.setSight}
            handle={grid}
          />
        )}
        <p className="visually-hidden" role="status">
          {bench.announcement}
        </p>
        <p className={styles.keys}>{t("grid.keys")}</p>
      </div>
    </div>
  );
}
