/** The fields that a species adds, as its description tells: one input a field, under the headings it gives. */

import { useTranslation } from "react-i18next";
import type { CustomField } from "../../api/types";
import { useFaults } from "../../components/faults";
import { readable } from "../species/words";
import { CustomFieldInput } from "./CustomFieldInput";
import styles from "./CustomFields.module.css";
import { type Entries, isEmpty } from "./customValues";

export interface CustomFieldsProps {
  fields: CustomField[];
  entries: Entries;
  onChange: (entries: Entries) => void;
  /** Where the server's faults about these fields point. */
  pointer: string;
  /** The names of the files that a field may refer to. */
  files: string[];
}

/** All fields at once. */
export function CustomFields({ fields, entries, onChange, pointer, files }: CustomFieldsProps) {
  const { i18n } = useTranslation();
  if (fields.length === 0) {
    return null;
  }
  return (
    <div className={styles.fields}>
      {fields.map((field) => (
        <CustomFieldInput
          key={field.name}
          field={field}
          entry={entries[field.name] ?? field.default}
          onChange={(entry) => onChange({ ...entries, [field.name]: entry })}
          pointer={`${pointer}/${field.name}`}
          language={i18n.language}
          files={files}
        />
      ))}
    </div>
  );
}

/** The fields by their groups, each folded away until it is wanted. */
export function FoldedCustomFields(props: CustomFieldsProps) {
  const groups = [...new Set(props.fields.map(groupOf))];
  return groups.map((group) => (
    <FoldedGroup
      key={group}
      {...props}
      group={group}
      fields={props.fields.filter((field) => groupOf(field) === group)}
    />
  ));
}

function groupOf(field: CustomField): string {
  return field.group ?? "";
}

/** Opens by itself where something in it needs to be corrected. */
function FoldedGroup({ group, ...props }: CustomFieldsProps & { group: string }) {
  const { t } = useTranslation("submissions");
  const names = props.fields.map(({ name }) => name);
  const isFaulty = useFaults(props.pointer).some((fault) =>
    names.includes(fault.pointer.slice(props.pointer.length + 1).split("/")[0] ?? ""),
  );
  const filled = names.filter((name) => !isEmpty(props.entries[name])).length;
  return (
    <details className={styles.group} open={isFaulty || undefined}>
      <summary className={styles.summary}>
        {group ? readable(group) : t("form.general")}{" "}
        {filled > 0 ? (
          <span className={styles.filled}>{t("form.filled", { count: filled })}</span>
        ) : null}
      </summary>
      <CustomFields {...props} />
    </details>
  );
}
