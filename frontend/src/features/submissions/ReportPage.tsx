/** Reports one sighting: photos, what, when, where. */

import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { type Fault, faultsOf } from "../../api/problem";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Dialog } from "../../components/Dialog";
import { FaultScope } from "../../components/faults";
import { Page } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useToast } from "../../components/Toast";
import { canKeep } from "../../offline/database";
import { useOfflineShell } from "../../offline/useOfflineShell";
import { useSession } from "../accounts/session";
import { KeptReports } from "./KeptReports";
import type { KeptReport } from "./keptReports";
import styles from "./ReportPage.module.css";
import { AboutCard, ContactCard, MoreCard, PhotosCard, PlaceCard, TimeCard } from "./ReportParts";
import { isBlank } from "./reportDraft";
import { photosNotThere } from "./sendKept";
import { useOutbox } from "./useOutbox";
import { useReport } from "./useReport";
import { useStayUntilSent } from "./useStayUntilSent";

export function ReportPage() {
  const { t } = useTranslation("submissions");
  const navigate = useNavigate();
  const { user } = useSession();
  const toast = useToast();
  const kept = useOutbox();
  const keptHeading = useRef<HTMLHeadingElement>(null);
  const report = useReport(
    (submission) => navigate(`/submissions/${submission}`),
    () => void keep(),
  );
  const [isDiscarding, setIsDiscarding] = useState(false);
  const faults: Fault[] = report.error ? faultsOf(report.error) : report.earlierFaults;
  const waiting = report.files.files.filter(
    ({ state }) => state === "sending" || state === "waiting",
  );
  const unsent = report.files.files.filter(({ state }) => state === "failed");

  const isEmpty = isBlank(report.draft) && report.files.files.length === 0;

  useOfflineShell();
  useStayUntilSent(waiting.length > 0 || unsent.length > 0);

  /** Puts the report by until there is a network, and empties the form for the next. */
  async function keep() {
    if (!canKeep()) {
      return;
    }
    const { draft, files } = report;
    const keptAt = new Date().toISOString();
    try {
      await kept.outbox.keep({ keptAt, draft, photos: files.contents(), isInvalid: false });
    } catch {
      toast({ tone: "bad", message: t("kept.failed") });
      return;
    }
    report.setAside();
    toast({ message: t("kept.kept") });
    keptHeading.current?.focus();
  }

  /** Puts a report that was kept into the form again, with the photos that did not get through. */
  async function correct(waiting: KeptReport) {
    report.change(waiting.draft);
    // Where the server cannot be asked all go in: what it has already it tells to be copies.
    report.files.add(await photosNotThere(waiting).catch(() => waiting.photos));
    await kept.outbox.forget(waiting.id);
  }

  return (
    <Page title={t("form.title")} width="reading">
      <p className={styles.lead}>{t("form.lead")}</p>
      <KeptReports
        kept={kept}
        heading={keptHeading}
        onCorrect={isEmpty ? (waiting) => void correct(waiting) : null}
      />
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          report.send();
        }}
      >
        <FaultScope faults={faults}>
          {report.problem ? <ProblemNotice error={report.problem} /> : null}
          <PhotosCard report={report} />
          <AboutCard report={report} />
          <TimeCard report={report} />
          <PlaceCard report={report} />
          <MoreCard report={report} />
          {user === null ? <ContactCard report={report} /> : null}
          {report.problem ? <ProblemNotice error={report.problem} /> : null}
          <Card>
            {waiting.length > 0 ? (
              <p role="status">{t("form.waitForFiles", { count: waiting.length })}</p>
            ) : null}
            {unsent.length > 0 ? (
              <div role="status">
                <p>{t("form.unsentFiles", { count: unsent.length })}</p>
                <div className={styles.buttons}>
                  <Button onClick={report.files.retryFailed}>{t("form.retryFiles")}</Button>
                  {canKeep() && waiting.length === 0 ? (
                    <Button look="primary" onClick={() => void keep()}>
                      {t("kept.keep")}
                    </Button>
                  ) : null}
                </div>
              </div>
            ) : null}
            <div className={styles.buttons}>
              <Button
                type="submit"
                look="primary"
                busy={report.isSending}
                disabled={waiting.length > 0 || unsent.length > 0}
              >
                {t("form.submit")}
              </Button>
              <Button look="quiet" onClick={() => setIsDiscarding(true)}>
                {t("form.discard")}
              </Button>
            </div>
          </Card>
        </FaultScope>
      </form>
      {isDiscarding ? (
        <Dialog
          title={t("form.discardTitle")}
          onClose={() => setIsDiscarding(false)}
          actions={
            <Button
              look="danger"
              onClick={() => {
                setIsDiscarding(false);
                report.discard();
              }}
            >
              {t("form.discard")}
            </Button>
          }
        >
          <p>{t("form.discardText")}</p>
        </Dialog>
      ) : null}
    </Page>
  );
}
