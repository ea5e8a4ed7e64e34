/** Takes the whole import back: first shows what would go, and what stays because others have built on it. */

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Dialog } from "../../components/Dialog";
import { Loading } from "../../components/Loading";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useServerWords } from "../../i18n/useServerWords";
import { formatCount } from "./formatAmounts";
import { readRemoval } from "./importApi";
import styles from "./SummaryTab.module.css";
import type { BulkImport, RemovalPart } from "./types";
import { isCommitted } from "./useImport";
import { useRemoval } from "./useRemoval";

export function RemoveImport({ found }: { found: BulkImport }) {
  const { t } = useTranslation("imports");
  const [isAsked, setIsAsked] = useState(false);
  return (
    <Card>
      <h2>{t("remove.title")}</h2>
      <p>{t("remove.text")}</p>
      <Button look="danger" onClick={() => setIsAsked(true)}>
        {t("remove.button")}
      </Button>
      {isAsked ? <RemovalDialog found={found} onClose={() => setIsAsked(false)} /> : null}
    </Card>
  );
}

function RemovalDialog({ found, onClose }: { found: BulkImport; onClose: () => void }) {
  const { t } = useTranslation("imports");
  const hasRecords = isCommitted(found);
  const preview = useQuery({
    queryKey: ["bulk-imports", "removal", found.id],
    queryFn: () => readRemoval(found.id),
    enabled: hasRecords,
    staleTime: 0,
  });
  const removal = useRemoval(found.id);
  const isReady = !hasRecords || preview.data !== undefined;
  return (
    <Dialog
      title={t("remove.askTitle")}
      onClose={onClose}
      actions={
        <Button
          look="danger"
          disabled={!isReady}
          busy={removal.isPending}
          onClick={() => removal.mutate("remove", { onSuccess: onClose })}
        >
          {t("remove.confirm")}
        </Button>
      }
    >
      {hasRecords ? null : <p>{t("remove.draft")}</p>}
      {preview.isLoading ? <Loading /> : null}
      {preview.data ? (
        <>
          <p>
            {t("remove.goes", {
              encounters: formatCount(preview.data.encounters),
              sightings: formatCount(preview.data.sightings.go),
              individuals: formatCount(preview.data.individuals.go),
            })}
          </p>
          <Staying title={t("remove.sightingsStay")} part={preview.data.sightings} />
          <Staying title={t("remove.individualsStay")} part={preview.data.individuals} />
        </>
      ) : null}
      <p>{t("remove.restorable")}</p>
      {preview.error || removal.error ? (
        <ProblemNotice error={preview.error ?? removal.error} />
      ) : null}
    </Dialog>
  );
}

function Staying({ title, part }: { title: string; part: RemovalPart }) {
  const { reason } = useServerWords();
  if (part.stay.length === 0) {
    return null;
  }
  return (
    <div>
      <h3>{title}</h3>
      <ul className={styles.stay}>
        {part.stay.map((each) => {
          const kept = typeof each === "string" ? { id: each } : each;
          const why = kept.why ? reason(kept.why) : null;
          return <li key={kept.id}>{[kept.name ?? kept.id, why].filter(Boolean).join(": ")}</li>;
        })}
      </ul>
    </div>
  );
}
