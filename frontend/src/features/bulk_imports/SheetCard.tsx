/** Which sheet the import reads, which of its worksheets, and another one to take instead. */

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { answer, api } from "../../api/client";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Dialog } from "../../components/Dialog";
import { Facts } from "../../components/Facts";
import { Loading } from "../../components/Loading";
import { Notice } from "../../components/Notice";
import { Select } from "../../components/Select";
import { useServerWords } from "../../i18n/useServerWords";
import { formatCount } from "./formatAmounts";
import { RefusedFiles } from "./RefusedFiles";
import { SheetNotes } from "./SheetNotes";
import styles from "./SheetTab.module.css";
import type { BulkImport } from "./types";
import { sheetKey, type useChooseSheet } from "./useImport";

export interface ArrivedSheet {
  id: string;
  name: string;
}

interface SheetCardProps {
  found: BulkImport;
  choosing: ReturnType<typeof useChooseSheet>;
  /** Sheets that came while there was one already. */
  arrived: ArrivedSheet[];
}

/** Sheets among the files that arrived, the one in use left out. */
function useOtherSheets(found: BulkImport, arrived: ArrivedSheet[]): ArrivedSheet[] {
  const { data } = useQuery({
    queryKey: [...sheetKey(found.id), "files", "sheets"],
    queryFn: () =>
      answer(
        api.GET("/submissions/{id}/files", {
          params: { path: { id: found.id }, query: { limit: 200, state: "ready" } },
        }),
      ),
    enabled: Boolean(found.allowed.edit),
  });
  const stored = (data?.items ?? []).filter(({ purpose }) => purpose === "sheet");
  const known = new Set(stored.map(({ id }) => id));
  const all: ArrivedSheet[] = [...stored, ...arrived.filter(({ id }) => !known.has(id))];
  return all.filter(({ id }) => id !== found.sheet.file);
}

export function SheetCard({ found, choosing, arrived }: SheetCardProps) {
  const { t } = useTranslation("imports");
  const { reason } = useServerWords();
  const { sheet } = found;
  const others = useOtherSheets(found, arrived);
  const [wanted, setWanted] = useState<{ file: string; worksheet: string | null } | null>(null);

  function choose(file: string, worksheet: string | null) {
    if (found.revision > 0 && sheet.state === "ready") {
      setWanted({ file, worksheet });
    } else {
      choosing.mutate({ file, worksheet });
    }
  }

  return (
    <Card>
      <h2>{t("sheet.title")}</h2>
      {sheet.state === "none" ? <p>{t("sheet.none")}</p> : null}
      {sheet.state === "reading" ? (
        <div>
          <p>{t("sheet.reading", { name: sheet.name })}</p>
          <Loading />
        </div>
      ) : null}
      {sheet.state === "failed" ? (
        <Notice tone="bad">
          <p>{reason(sheet.reason ?? found.reason ?? "") || t("sheet.failed")}</p>
          <p>{t("sheet.failedHelp")}</p>
        </Notice>
      ) : null}
      <RefusedFiles found={found} />
      {sheet.state === "ready" ? (
        <>
          <SheetNotes found={found} />
          <Facts
            facts={[
              { label: t("sheet.file"), value: sheet.name },
              { label: t("sheet.rows"), value: formatCount(sheet.rows) },
              { label: t("sheet.generator"), value: sheet.generator },
              { label: t("sheet.mapping"), value: sheet.mapping_name },
            ]}
          />
          <p>
            <Link to="?tab=columns">{t("sheet.toColumns")}</Link>
            {" · "}
            <Link to="?tab=rows">{t("sheet.toRows")}</Link>
          </p>
        </>
      ) : null}
      {sheet.worksheets.length > 1 && sheet.file ? (
        <Select
          label={t("sheet.worksheet")}
          value={sheet.worksheet ?? ""}
          options={sheet.worksheets.map((name) => ({ value: name, label: name }))}
          onChange={(name) => sheet.file && choose(sheet.file, name)}
        />
      ) : null}
      {others.length > 0 ? (
        <ul className={styles.failed} aria-label={t("sheet.others")}>
          {others.map(({ id, name }) => (
            <li key={id}>
              <span className={styles.path}>{name}</span>
              <Button busy={choosing.isPending} onClick={() => choose(id, null)}>
                {t(sheet.state === "none" ? "sheet.use" : "sheet.useInstead")}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {wanted ? (
        <Dialog
          title={t("sheet.replaceTitle")}
          onClose={() => setWanted(null)}
          actions={
            <Button
              look="danger"
              onClick={() => {
                choosing.mutate(wanted);
                setWanted(null);
              }}
            >
              {t("sheet.useInstead")}
            </Button>
          }
        >
          <p>{t("sheet.replaceText")}</p>
        </Dialog>
      ) : null}
    </Card>
  );
}
