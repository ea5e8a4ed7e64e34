/** Custom fields whose value has parts: a measurement, a place, a span of days. */

import { useTranslation } from "react-i18next";
import { FieldGroup } from "../../components/Field";
import { TextField } from "../../components/TextField";
import type { InputProps } from "./CustomFieldInput";
import styles from "./CustomFields.module.css";
import { entryText, partsOf } from "./customValues";

const PARTS = {
  measurement: ["value", "method"],
  location: ["latitude", "longitude"],
  date_range: ["from", "to"],
} as const;

type PartName = (typeof PARTS)[keyof typeof PARTS][number];

export function PartsInput({ field, entry, onChange, frame }: InputProps) {
  const { t } = useTranslation("submissions");
  const parts = partsOf(entry);
  const names: readonly PartName[] = PARTS[field.type as keyof typeof PARTS];
  return (
    <FieldGroup {...frame} hasFields>
      <div className={styles.parts}>
        {names.map((name) => (
          <TextField
            key={name}
            label={t(`form.parts.${name}`)}
            pointer={`${frame.pointer}/${name}`}
            unit={name === "value" ? (field.unit ?? undefined) : undefined}
            value={entryText(parts[name])}
            onChange={(part) => onChange({ ...parts, [name]: part })}
            input={{
              type: field.type === "date_range" ? "date" : "text",
              inputMode: field.type === "location" || name === "value" ? "decimal" : undefined,
            }}
          />
        ))}
      </div>
    </FieldGroup>
  );
}
