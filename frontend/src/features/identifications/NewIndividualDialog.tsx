import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultsOf } from "../../api/problem";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { FaultScope } from "../../components/faults";
import { ProblemNotice } from "../../components/ProblemNotice";
import { TextField } from "../../components/TextField";

interface NewIndividualDialogProps {
  error: Error | null;
  busy: boolean;
  onClose: () => void;
  /** An empty name asks for the next free one. */
  onCreate: (name: string) => void;
}

export function NewIndividualDialog({ error, busy, onClose, onCreate }: NewIndividualDialogProps) {
  const { t } = useTranslation("identifications");
  const [name, setName] = useState("");
  return (
    <Dialog
      title={t("decide.newTitle")}
      onClose={onClose}
      onSubmit={() => onCreate(name.trim())}
      actions={
        <Button type="submit" look="primary" busy={busy}>
          {t("decide.create")}
        </Button>
      }
    >
      <FaultScope faults={faultsOf(error)}>
        <p>{t("decide.newText")}</p>
        {error ? <ProblemNotice error={error} /> : null}
        <TextField
          label={t("decide.name")}
          help={t("decide.nameHelp")}
          pointer="/name"
          value={name}
          onChange={setName}
          input={{ autoComplete: "off" }}
        />
      </FaultScope>
    </Dialog>
  );
}
