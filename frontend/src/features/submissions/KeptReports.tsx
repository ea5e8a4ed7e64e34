/** The reports that wait on this phone for a network: how many, of what, and what can be done about each. */

import { type RefObject, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Dialog } from "../../components/Dialog";
import { useSpeciesName } from "../species/useSpecies";
import { formatMoment } from "../time/formatTime";
import styles from "./KeptReports.module.css";
import type { KeptReport } from "./keptReports";
import type { Outbox, OutboxState } from "./outbox";

interface KeptReportsProps {
  kept: OutboxState & { outbox: Outbox };
  /** Puts a report back into the form; null while the form holds another one. */
  onCorrect: ((report: KeptReport) => void) | null;
  /** Whoever keeps a report goes on at this heading. */
  heading: RefObject<HTMLHeadingElement | null>;
}

export function KeptReports({ kept, onCorrect, heading }: KeptReportsProps) {
  const { t } = useTranslation("submissions");
  const { reports, sending, sent } = kept;
  const [leaving, setLeaving] = useState<KeptReport | null>(null);
  useFocusKept(heading, reports.length);
  return (
    <>
      <div role="status">
        {sent.map((submission) => (
          <p key={submission}>
            {t("kept.sent")} <Link to={`/submissions/${submission}`}>{t("kept.follow")}</Link>
          </p>
        ))}
        {sending === null ? null : <p>{t("kept.sending")}</p>}
      </div>
      {reports.length > 0 ? (
        <Card>
          <h2 ref={heading} tabIndex={-1}>
            {t("kept.title", { count: reports.length })}
          </h2>
          <p>{t("kept.text", { count: reports.length })}</p>
          <ul className={styles.list} aria-label={t("kept.list")}>
            {reports.map((report) => (
              <KeptItem
                key={report.id}
                report={report}
                kept={kept}
                onCorrect={onCorrect}
                onDiscard={() => setLeaving(report)}
              />
            ))}
          </ul>
        </Card>
      ) : null}
      {leaving ? (
        <Dialog
          title={t("kept.discardTitle")}
          onClose={() => setLeaving(null)}
          actions={
            <Button
              look="danger"
              onClick={() => {
                setLeaving(null);
                void kept.outbox.discard(leaving);
              }}
            >
              {t("kept.discard")}
            </Button>
          }
        >
          <p>{t("kept.discardText")}</p>
        </Dialog>
      ) : null}
    </>
  );
}

/** A button that was pressed goes with its report: whoever works by keyboard goes on at the list's heading, or the page's. */
function useFocusKept(heading: RefObject<HTMLHeadingElement | null>, count: number) {
  const before = useRef(count);
  useEffect(() => {
    if (count < before.current && document.activeElement === document.body) {
      (heading.current ?? document.querySelector("h1"))?.focus();
    }
    before.current = count;
  }, [heading, count]);
}

interface KeptItemProps extends Omit<KeptReportsProps, "heading"> {
  report: KeptReport;
  onDiscard: () => void;
}

function KeptItem({ report, kept, onCorrect, onDiscard }: KeptItemProps) {
  const { t, i18n } = useTranslation("submissions");
  const speciesName = useSpeciesName();
  const { sending, problems, outbox } = kept;
  const { id, keptAt, draft, photos, isInvalid } = report;
  const what = draft.species ? speciesName(draft.species) : t("kept.unnamed");
  const when = formatMoment(keptAt, i18n.language);
  return (
    <li className={styles.report}>
      <div>
        <strong>{what}</strong> · {when} · {t("kept.photos", { count: photos.length })}
        {problems[id] ? <p className={styles.problem}>{problems[id]}</p> : null}
        {isInvalid && !onCorrect ? <p>{t("kept.formInUse")}</p> : null}
      </div>
      <div className={styles.buttons}>
        {isInvalid && onCorrect ? (
          <Button look="primary" disabled={sending !== null} onClick={() => onCorrect(report)}>
            {t("kept.correct")}
          </Button>
        ) : null}
        <Button
          busy={sending === id}
          disabled={sending !== null && sending !== id}
          aria-label={t("kept.sendOne", { what, when })}
          onClick={() => void outbox.sendOne(id)}
        >
          {t("kept.send")}
        </Button>
        <Button
          look="quiet"
          disabled={sending === id}
          aria-label={t("kept.discardOne", { what, when })}
          onClick={onDiscard}
        >
          {t("kept.discard")}
        </Button>
      </div>
    </li>
  );
}
