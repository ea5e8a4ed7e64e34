import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ApiProblem } from "../../api/problem";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useToast } from "../../components/Toast";
import { useDeleteEncounter } from "./useEncounters";

const CONFLICT = 409;

/** Asks before deleting; where more would go along the server names it, and is told to go on only if the person agrees. */
export function DeleteDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("encounters");
  const toast = useToast();
  const navigate = useNavigate();
  const remove = useDeleteEncounter(id);
  const wouldOrphan = remove.error instanceof ApiProblem && remove.error.status === CONFLICT;

  function confirm() {
    remove.mutate(wouldOrphan, {
      onSuccess: () => {
        toast({ message: t("page.deleted") });
        void navigate("/encounters");
      },
    });
  }

  return (
    <Dialog
      title={t("page.deleteTitle")}
      onClose={onClose}
      onSubmit={confirm}
      actions={
        <Button type="submit" look="danger" busy={remove.isPending}>
          {wouldOrphan ? t("page.deleteAlong") : t("page.delete")}
        </Button>
      }
    >
      <p>{t("page.deleteText")}</p>
      {remove.error ? <ProblemNotice error={remove.error} /> : null}
    </Dialog>
  );
}
