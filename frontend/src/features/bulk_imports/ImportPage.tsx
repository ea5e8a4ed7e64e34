/** One import from its sheet to its records: what is next, and a tab for each part of the work. */

import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { Badge } from "../../components/Badge";
import { Loading } from "../../components/Loading";
import { Page } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { ColumnsTab } from "./ColumnsTab";
import { CommitBar } from "./CommitBar";
import { FilesTab } from "./FilesTab";
import { ImportTabs, useImportTab } from "./ImportTabs";
import { stateOf, toneOf } from "./importState";
import { RowsTab } from "./RowsTab";
import type { ArrivedSheet } from "./SheetCard";
import { SheetTab } from "./SheetTab";
import { SummaryTab } from "./SummaryTab";
import type { BulkImport } from "./types";
import { useChooseSheet, useImport } from "./useImport";
import { useImportUploads } from "./useImportUploads";
import { useToldRemoval } from "./useRemoval";

export function ImportPage() {
  const { id = "" } = useParams();
  const { data: found, error, refetch } = useImport(id);
  if (!found) {
    return error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Loading />;
  }
  return <OneImport found={found} />;
}

function OneImport({ found }: { found: BulkImport }) {
  const { t } = useTranslation("imports");
  const tab = useImportTab(found);
  const state = stateOf(found);
  const choosing = useChooseSheet(found.id);
  const hasSheet = found.sheet.state !== "none";
  const { mutate: chooseSheet } = choosing;
  const [arrived, setArrived] = useState<ArrivedSheet[]>([]);
  // The first sheet that arrives is read at once; a later one only when the person says so.
  const onSheet = useCallback(
    (file: string, name: string) => {
      if (hasSheet) {
        setArrived((before) => [...before, { id: file, name }]);
      } else {
        chooseSheet({ file });
      }
    },
    [hasSheet, chooseSheet],
  );
  const { uploads, overview } = useImportUploads(found.id, onSheet);
  useToldRemoval(found);

  return (
    <Page
      title={found.name || found.sheet.name || t("list.nameless")}
      above={<Link to="/imports">{t("list.title")}</Link>}
      beside={<Badge tone={toneOf(state)}>{t(`state.${state}`)}</Badge>}
      width={tab === "rows" ? "full" : "wide"}
    >
      <CommitBar found={found} uploading={overview.isActive} />
      <ImportTabs found={found} />
      {choosing.error ? <ProblemNotice error={choosing.error} /> : null}
      {tab === "sheet" ? (
        <SheetTab
          found={found}
          uploads={uploads}
          overview={overview}
          choosing={choosing}
          arrived={arrived}
        />
      ) : null}
      {tab === "columns" ? <ColumnsTab found={found} /> : null}
      {tab === "rows" ? <RowsTab found={found} /> : null}
      {tab === "files" ? <FilesTab found={found} /> : null}
      {tab === "summary" ? <SummaryTab found={found} /> : null}
    </Page>
  );
}
