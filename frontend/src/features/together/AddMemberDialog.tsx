/** Brings somebody into a project. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Project } from "../../api/types";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ProblemNotice } from "../../components/ProblemNotice";
import { Select } from "../../components/Select";
import { PersonPicker } from "./PersonPicker";
import { PROJECT_ROLES, type ProjectRole, useSetMember } from "./useProjects";

export function AddMemberDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const { t } = useTranslation("together");
  const add = useSetMember(project.id);
  const [user, setUser] = useState("");
  const [role, setRole] = useState<ProjectRole>("contributor");
  return (
    <Dialog
      title={t("member.addTitle", { project: project.name })}
      onClose={onClose}
      onSubmit={() => user && add.mutate({ user, role }, { onSuccess: onClose })}
      actions={
        <Button type="submit" look="primary" busy={add.isPending} disabled={!user}>
          {t("member.add")}
        </Button>
      }
    >
      {add.error ? <ProblemNotice error={add.error} /> : null}
      <PersonPicker
        value={user}
        onChange={setUser}
        without={project.members.map((member) => member.user)}
      />
      <Select
        label={t("member.role")}
        help={t(`roleHelp.${role}`)}
        value={role}
        options={PROJECT_ROLES.map((each) => ({ value: each, label: t(`role.${each}`) }))}
        onChange={(chosen) => setRole(chosen as ProjectRole)}
      />
    </Dialog>
  );
}
