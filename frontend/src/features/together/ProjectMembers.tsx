/** Who is in a project, and as what. */

import { useTranslation } from "react-i18next";
import type { Project } from "../../api/types";
import { Button } from "../../components/Button";
import { Select } from "../../components/Select";
import { Table } from "../../components/Table";
import { PROJECT_ROLES, type ProjectRole } from "./useProjects";

interface ProjectMembersProps {
  members: Project["members"];
  mayManage: boolean;
  /** Without a role somebody is sent away. */
  onChange: (user: string, role: ProjectRole | null) => void;
}

export function ProjectMembers({ members, mayManage, onChange }: ProjectMembersProps) {
  const { t } = useTranslation("together");
  const roles = PROJECT_ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }));
  return (
    <Table
      label={t("project.people")}
      rows={members}
      keyOf={({ user }) => user}
      columns={[
        { title: t("member.name"), cell: ({ full_name }) => full_name },
        {
          title: t("member.role"),
          cell: ({ user, full_name, role }) =>
            mayManage ? (
              <Select
                label={t("member.roleOf", { name: full_name })}
                value={role}
                options={roles}
                onChange={(chosen) => onChange(user, chosen as ProjectRole)}
              />
            ) : (
              t(`role.${role}`)
            ),
        },
        ...(mayManage
          ? [
              {
                title: t("member.remove"),
                cell: ({ user, full_name }: Project["members"][number]) => (
                  <Button
                    look="quiet"
                    aria-label={t("member.removeName", { name: full_name })}
                    onClick={() => onChange(user, null)}
                  >
                    {t("member.remove")}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
