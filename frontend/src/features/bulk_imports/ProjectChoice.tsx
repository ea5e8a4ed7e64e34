/** Into which of one's projects do all records of the import go? */

import { useTranslation } from "react-i18next";
import { Checkbox } from "../../components/Checkbox";
import styles from "../../components/Field.module.css";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useSession } from "../accounts/session";
import { useProjects } from "../together/useProjects";

/** Those who may add records to a project. */
const WRITERS = ["contributor", "manager"];

interface ProjectChoiceProps {
  chosen: string[];
  onChange: (projects: string[]) => void;
}

export function ProjectChoice({ chosen, onChange }: ProjectChoiceProps) {
  const { t } = useTranslation("imports");
  const { user } = useSession();
  const { data, error } = useProjects(Boolean(user));
  const open = (data?.items ?? []).filter(
    ({ id, members }) =>
      chosen.includes(id) ||
      members.some((member) => member.user === user?.id && WRITERS.includes(member.role)),
  );
  if (error) {
    return <ProblemNotice error={error} />;
  }
  if (open.length === 0) {
    return null;
  }
  return (
    <fieldset className={styles.field}>
      <legend className={styles.label}>{t("wishes.projects")}</legend>
      <p className={styles.help}>{t("wishes.projectsHelp")}</p>
      {open.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name}
          checked={chosen.includes(id)}
          onChange={(checked) =>
            onChange(checked ? [...chosen, id] : chosen.filter((each) => each !== id))
          }
        />
      ))}
    </fieldset>
  );
}
