/** What became of a report: how far it is, each photo, and what to do when it got stuck. */

import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { Badge } from "../../components/Badge";
import { ButtonLink } from "../../components/Button";
import { Loading } from "../../components/Loading";
import { Page } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { formatMoment } from "../time/formatTime";
import { FollowUpCard } from "./FollowUpCard";
import { FOLLOW_UP_PARAMETER, followUpToken, rememberFollowUp } from "./followUps";
import { ProgressCard } from "./ProgressCard";
import { forgetDraft } from "./reportDraft";
import { SubmissionPictures } from "./SubmissionPictures";
import { toneOf } from "./submissionState";
import { useSubmission } from "./useSubmission";
import { WithdrawButton } from "./WithdrawButton";

/** The follow-up token: from the link that was opened, else from this browser. */
function useToken(id: string): string | null {
  const given = useSearchParams()[0].get(FOLLOW_UP_PARAMETER);
  useEffect(() => {
    if (given) {
      rememberFollowUp(id, given);
    }
  }, [id, given]);
  return given ?? followUpToken(id);
}

export function SubmissionPage() {
  const { t, i18n } = useTranslation("submissions");
  const { id = "" } = useParams();
  const token = useToken(id);
  const { data: submission, error, refetch } = useSubmission(id, token);
  const isStored =
    submission && !["draft", "committing", "invalid", "failed"].includes(submission.state);

  useEffect(() => {
    if (isStored) {
      forgetDraft(id);
    }
  }, [isStored, id]);

  if (!submission) {
    return error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Loading />;
  }
  const date = formatMoment(submission.created_at, i18n.language);
  return (
    <Page
      title={t("page.title", { date })}
      beside={<Badge tone={toneOf(submission.state)}>{t(`state.${submission.state}`)}</Badge>}
      width="reading"
    >
      <ProgressCard submission={submission} token={token} />
      {token && submission.state !== "draft" ? (
        <FollowUpCard submission={submission} token={token} />
      ) : null}
      {isStored ? <SubmissionPictures submission={submission} token={token} /> : null}
      <div>
        {isStored ? (
          <ButtonLink look="primary" to="/report">
            {t("page.another")}
          </ButtonLink>
        ) : null}{" "}
        <WithdrawButton submission={submission} token={token} />
      </div>
    </Page>
  );
}
