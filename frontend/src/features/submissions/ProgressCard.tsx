import { useTranslation } from "react-i18next";
import type { Submission } from "../../api/types";
import { Button, ButtonLink } from "../../components/Button";
import { Card } from "../../components/Card";
import { Notice } from "../../components/Notice";
import { ProblemNotice } from "../../components/ProblemNotice";
import { Progress } from "../../components/Progress";
import { useServerWords } from "../../i18n/useServerWords";
import styles from "./ProgressCard.module.css";
import { STEPS } from "./submissionState";
import { isGoingOn, useSubmissionAction } from "./useSubmission";

interface ProgressCardProps {
  submission: Submission;
  token: string | null;
}

/** Where on its way a submission is, in steps and in a sentence; with the way on where it got stuck. */
export function ProgressCard({ submission, token }: ProgressCardProps) {
  const { t } = useTranslation("submissions");
  const { say, reason: sayWhy } = useServerWords();
  const { state, progress, reason, errors } = submission;
  const action = useSubmissionAction(submission.id, token);
  return (
    <Card>
      {STEPS.includes(state) ? <Steps current={state} /> : null}
      <p aria-live="polite">{t(`explain.${state}`)}</p>
      {isGoingOn(submission) ? (
        <>
          <Progress label={t("page.progress")} done={progress?.done ?? 0} total={progress?.total} />
          {progress?.message ? <p className={styles.message}>{sayWhy(progress.message)}</p> : null}
        </>
      ) : null}
      {state === "failed" ? (
        <Notice tone="bad">
          {reason ? <p>{sayWhy(reason)}</p> : null}
          <Button busy={action.isPending} onClick={() => action.mutate("retry")}>
            {t("page.retry")}
          </Button>
        </Notice>
      ) : null}
      {state === "invalid" ? (
        <Notice tone="attention">
          <ul className={styles.faults}>
            {errors.map((fault) => (
              <li key={`${fault.pointer} ${fault.message}`}>
                {say({ ...fault, columns: [fault.column ?? null] })}
              </li>
            ))}
          </ul>
          <ButtonLink to="/report">{t("page.correct")}</ButtonLink>
        </Notice>
      ) : null}
      {state === "draft" ? <ButtonLink to="/report">{t("page.goOn")}</ButtonLink> : null}
      {action.error ? <ProblemNotice error={action.error} /> : null}
    </Card>
  );
}

function Steps({ current }: { current: Submission["state"] }) {
  const { t } = useTranslation("submissions");
  const reached = STEPS.indexOf(current);
  return (
    <ol className={styles.steps}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          className={styles.step}
          data-reached={index <= reached}
          aria-current={index === reached ? "step" : undefined}
        >
          {t(`state.${step}`)}
        </li>
      ))}
    </ol>
  );
}
