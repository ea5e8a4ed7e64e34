/** Reports one sighting: photos, what, when, where. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { type Fault, faultsOf } from "../../api/problem";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Dialog } from "../../components/Dialog";
import { FaultScope } from "../../components/faults";
import { Page } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useSession } from "../accounts/session";
import styles from "./ReportPage.module.css";
import { AboutCard, ContactCard, MoreCard, PhotosCard, PlaceCard, TimeCard } from "./ReportParts";
import { useReport } from "./useReport";
import { useStayUntilSent } from "./useStayUntilSent";

export function ReportPage() {
  const { t } = useTranslation("submissions");
  const navigate = useNavigate();
  const { user } = useSession();
  const report = useReport((submission) => navigate(`/submissions/${submission}`));
  const [isDiscarding, setIsDiscarding] = useState(false);
  const faults: Fault[] = report.error ? faultsOf(report.error) : report.earlierFaults;
  const waiting = report.files.files.filter(
    ({ state }) => state === "sending" || state === "waiting",
  );
  const unsent = report.files.files.filter(({ state }) => state === "failed");

  useStayUntilSent(waiting.length > 0 || unsent.length > 0);

  return (
    <Page title={t("form.title")} width="reading">
      <p className={styles.lead}>{t("form.lead")}</p>
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
                <Button onClick={report.files.retryFailed}>{t("form.retryFiles")}</Button>
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
