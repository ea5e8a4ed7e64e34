/** Yes or no to a merge; who says no may say why. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { ProblemNotice } from "../../components/ProblemNotice";
import { TextField } from "../../components/TextField";
import { useToast } from "../../components/Toast";
import styles from "./MergeRequestsPage.module.css";
import { type MergeRequest, useVote, type Vote } from "./useMergeRequests";

export function MergeAnswer({ request }: { request: MergeRequest }) {
  const { t } = useTranslation("individuals");
  const toast = useToast();
  const voting = useVote(request.id);
  const [reason, setReason] = useState("");

  function answer(vote: Vote) {
    voting.mutate(
      { vote, reason: reason.trim() },
      { onSuccess: () => toast({ message: t(`requests.said.${vote}`) }) },
    );
  }

  return (
    <div className={styles.answer}>
      <TextField label={t("requests.reason")} value={reason} onChange={setReason} />
      <div className={styles.buttons}>
        <Button look="primary" busy={voting.isPending} onClick={() => answer("agree")}>
          {t("requests.agree")}
        </Button>
        <Button look="danger" busy={voting.isPending} onClick={() => answer("block")}>
          {t("requests.block")}
        </Button>
      </div>
      {voting.error ? <ProblemNotice error={voting.error} /> : null}
    </div>
  );
}
