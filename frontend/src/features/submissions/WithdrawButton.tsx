import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Submission } from "../../api/types";
import { Button, ButtonLink } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useToast } from "../../components/Toast";
import { usePermissions } from "../permissions/usePermissions";
import { followUpHeader } from "./followUps";
import { forgetDraft } from "./reportDraft";
import { useSubmissionAction } from "./useSubmission";

interface WithdrawButtonProps {
  submission: Submission;
  token: string | null;
}

/** Takes a report back, after asking; there only for who may. */
export function WithdrawButton({ submission, token }: WithdrawButtonProps) {
  const { t } = useTranslation("submissions");
  const navigate = useNavigate();
  const toast = useToast();
  const [isAsking, setIsAsking] = useState(false);
  const action = useSubmissionAction(submission.id, token);
  const permissions = usePermissions(
    { kind: "submission", id: submission.id },
    followUpHeader(token),
  );
  if (!permissions.may("delete")) {
    return null;
  }

  if (submission.kind === "bulk") {
    // What an import made is removed as a whole, after a look at what goes.
    return (
      <ButtonLink look="quiet" to={`/imports/${submission.id}?tab=summary`}>
        {t("page.toImport")}
      </ButtonLink>
    );
  }

  function withdraw() {
    action.mutate("remove", {
      onSuccess: () => {
        forgetDraft(submission.id);
        toast({ message: t("page.removed") });
        void navigate("/");
      },
    });
  }

  return (
    <>
      <Button look="quiet" onClick={() => setIsAsking(true)}>
        {t("page.remove")}
      </Button>
      {isAsking ? (
        <Dialog
          title={t("page.removeTitle")}
          onClose={() => setIsAsking(false)}
          actions={
            <Button look="danger" busy={action.isPending} onClick={withdraw}>
              {t("page.remove")}
            </Button>
          }
        >
          <p>{t("page.removeText")}</p>
          {action.error ? <ProblemNotice error={action.error} /> : null}
        </Dialog>
      ) : null}
    </>
  );
}
