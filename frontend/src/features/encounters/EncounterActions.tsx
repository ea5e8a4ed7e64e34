/** What may be done with an encounter, as the server allows it. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Encounter } from "../../api/types";
import { Button } from "../../components/Button";
import { useProblemSentence } from "../../components/ProblemNotice";
import { useToast } from "../../components/Toast";
import type { PermissionAnswers } from "../permissions/usePermissions";
import { DeleteDialog } from "./DeleteDialog";
import { EditDialog } from "./EditDialog";
import { RejectDialog } from "./RejectDialog";
import { type ReviewAction, useReviewAction } from "./useEncounters";

interface EncounterActionsProps {
  encounter: Encounter;
  etag: string;
  permissions: PermissionAnswers;
}

type Asked = "edit" | "reject" | "delete" | null;

export function EncounterActions({ encounter, etag, permissions }: EncounterActionsProps) {
  const { t } = useTranslation(["encounters", "common"]);
  const toast = useToast();
  const sentence = useProblemSentence();
  const review = useReviewAction();
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const isUnapproved = encounter.state === "unapproved";

  function act(action: ReviewAction) {
    close();
    review.mutate(
      { id: encounter.id, action },
      { onError: (error) => toast({ tone: "bad", message: sentence(error) }) },
    );
  }

  return (
    <>
      {permissions.may("approve") ? (
        isUnapproved ? (
          <>
            <Button look="primary" busy={review.isPending} onClick={() => act({ kind: "approve" })}>
              {t("page.approve")}
            </Button>
            <Button onClick={() => setAsked("reject")}>{t("page.reject")}</Button>
          </>
        ) : (
          <Button busy={review.isPending} onClick={() => act({ kind: "unapprove" })}>
            {t("page.unapprove")}
          </Button>
        )
      ) : null}
      {permissions.may("edit") ? (
        <Button onClick={() => setAsked("edit")}>{t("common:action.edit")}</Button>
      ) : null}
      {permissions.may("delete") ? (
        <Button look="danger" onClick={() => setAsked("delete")}>
          {t("page.delete")}
        </Button>
      ) : null}
      {asked === "edit" ? <EditDialog encounter={encounter} etag={etag} onClose={close} /> : null}
      {asked === "delete" ? <DeleteDialog id={encounter.id} onClose={close} /> : null}
      {asked === "reject" ? (
        <RejectDialog onClose={close} onReject={(reason) => act({ kind: "reject", reason })} />
      ) : null}
    </>
  );
}
