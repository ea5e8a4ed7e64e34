import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/TextField";

interface RejectDialogProps {
  onClose: () => void;
  onReject: (reason: string) => void;
}

/** Asks why an encounter is rejected; without a reason it is not. */
export function RejectDialog({ onClose, onReject }: RejectDialogProps) {
  const { t } = useTranslation("encounters");
  const [reason, setReason] = useState("");
  const said = reason.trim();
  return (
    <Dialog
      title={t("review.rejectTitle")}
      onClose={onClose}
      onSubmit={() => said && onReject(said)}
      actions={
        <Button type="submit" look="danger" disabled={!said}>
          {t("review.rejectConfirm")}
        </Button>
      }
    >
      <TextField
        label={t("review.rejectReason")}
        help={t("review.rejectHelp")}
        required
        value={reason}
        onChange={setReason}
      />
    </Dialog>
  );
}
