/** Makes a project, or changes its name and description. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultsOf } from "../../api/problem";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { FaultScope } from "../../components/faults";
import { ProblemNotice } from "../../components/ProblemNotice";
import { TextArea, TextField } from "../../components/TextField";
import type { ProjectText } from "./useProjects";

interface ProjectDialogProps {
  title: string;
  text?: ProjectText;
  busy: boolean;
  error: Error | null;
  onClose: () => void;
  onSave: (text: ProjectText) => void;
}

const NOTHING: ProjectText = { name: "", description: "" };

export function ProjectDialog({
  title,
  text = NOTHING,
  busy,
  error,
  onClose,
  onSave,
}: ProjectDialogProps) {
  const { t } = useTranslation(["together", "common"]);
  const [name, setName] = useState(text.name);
  const [description, setDescription] = useState(text.description);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => onSave({ name: name.trim(), description: description.trim() })}
      actions={
        <Button type="submit" look="primary" busy={busy}>
          {t("common:action.save")}
        </Button>
      }
    >
      <FaultScope faults={faultsOf(error)}>
        {error ? <ProblemNotice error={error} /> : null}
        <TextField
          label={t("project.name")}
          required
          pointer="/name"
          value={name}
          onChange={setName}
          input={{ autoComplete: "off" }}
        />
        <TextArea
          label={t("project.description")}
          pointer="/description"
          value={description}
          onChange={setDescription}
        />
      </FaultScope>
    </Dialog>
  );
}
