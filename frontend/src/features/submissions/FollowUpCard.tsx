import { useTranslation } from "react-i18next";
import type { Submission } from "../../api/types";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { useProblemSentence } from "../../components/ProblemNotice";
import { TextField } from "../../components/TextField";
import { useToast } from "../../components/Toast";
import { useSession } from "../accounts/session";
import { withFollowUp } from "./followUps";
import { useSubmissionAction } from "./useSubmission";

interface FollowUpCardProps {
  submission: Submission;
  token: string;
}

/** The link with which an anonymous report is found again; who is signed in may make it theirs. */
export function FollowUpCard({ submission, token }: FollowUpCardProps) {
  const { t } = useTranslation("submissions");
  const toast = useToast();
  const { user } = useSession();
  const link = withFollowUp(`${window.location.origin}/submissions/${submission.id}`, token);
  if (submission.owner) {
    return null;
  }
  return (
    <Card>
      <TextField
        label={t("page.followTitle")}
        help={t("page.followText")}
        value={link}
        onChange={() => undefined}
        input={{ readOnly: true, onFocus: (event) => event.target.select() }}
      />
      <div>
        <Button
          onClick={() =>
            void navigator.clipboard
              ?.writeText(link)
              .then(() => toast({ message: t("page.copied") }))
          }
        >
          {t("page.copy")}
        </Button>
      </div>
      {user ? <Claim submission={submission} token={token} /> : null}
    </Card>
  );
}

function Claim({ submission, token }: FollowUpCardProps) {
  const { t } = useTranslation("submissions");
  const toast = useToast();
  const sentence = useProblemSentence();
  const action = useSubmissionAction(submission.id, token);
  return (
    <>
      <p>{t("page.claimText")}</p>
      <div>
        <Button
          look="primary"
          busy={action.isPending}
          onClick={() =>
            action.mutate("claim", {
              onSuccess: () => toast({ message: t("page.claimed") }),
              onError: (error) => toast({ tone: "bad", message: sentence(error) }),
            })
          }
        >
          {t("page.claim")}
        </Button>
      </div>
    </>
  );
}
