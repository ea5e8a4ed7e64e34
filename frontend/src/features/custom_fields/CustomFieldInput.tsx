/** Which input suits a custom field? One for each of the types that a species file may use. */

import { useTranslation } from "react-i18next";
import type { CustomField } from "../../api/types";
import { Checkbox } from "../../components/Checkbox";
import { FieldGroup, type FieldProps } from "../../components/Field";
import { type Option, Select } from "../../components/Select";
import { TextArea, TextField } from "../../components/TextField";
import { IndividualPicker } from "../individuals/IndividualPicker";
import { useRegions } from "../regions/useRegions";
import { readable, wordIn } from "../species/words";
import styles from "./CustomFields.module.css";
import { entryText } from "./customValues";
import { PartsInput } from "./PartsInput";

export interface InputProps {
  field: CustomField;
  entry: unknown;
  onChange: (entry: unknown) => void;
  frame: FieldProps;
}

interface CustomFieldInputProps {
  field: CustomField;
  entry: unknown;
  onChange: (entry: unknown) => void;
  pointer: string;
  language: string;
  files: string[];
}

export function CustomFieldInput({
  field,
  entry,
  onChange,
  pointer,
  language,
  files,
}: CustomFieldInputProps) {
  const frame: FieldProps = {
    label: wordIn(field.label, language, readable(field.name)),
    help: wordIn(field.help, language, ""),
    required: field.required ?? false,
    pointer,
  };
  const props: InputProps = { field, entry, onChange, frame };
  switch (field.type) {
    case "select":
    case "multiselect":
      return field.multiple || field.type === "multiselect" ? (
        <ManyChoices {...props} options={choicesOf(field, language)} />
      ) : (
        <OneChoice {...props} options={choicesOf(field, language)} />
      );
    case "boolean":
      return <YesOrNo {...props} />;
    case "region":
      return <RegionChoice {...props} />;
    case "file":
      return <OneChoice {...props} options={files.map((name) => ({ value: name, label: name }))} />;
    case "individual":
      return <IndividualPicker {...frame} value={entryText(entry)} onChange={onChange} />;
    case "measurement":
    case "location":
    case "date_range":
      return <PartsInput {...props} />;
    default:
      return field.multiple ? <ManyLines {...props} /> : <Line {...props} />;
  }
}

function choicesOf(field: CustomField, language: string): Option[] {
  return (field.choices ?? []).map(({ value, label }) => ({
    value,
    label: wordIn(label, language, readable(value)),
  }));
}

const INPUTS: Partial<
  Record<CustomField["type"], { type?: string; inputMode?: "decimal" | "numeric" }>
> = {
  integer: { inputMode: "numeric" },
  number: { inputMode: "decimal" },
  date: { type: "date" },
  time: { type: "time" },
};

function Line({ field, entry, onChange, frame }: InputProps) {
  if (field.type === "text") {
    return <TextArea {...frame} value={entryText(entry)} onChange={onChange} />;
  }
  return (
    <TextField
      {...frame}
      value={entryText(entry)}
      onChange={onChange}
      unit={field.unit ?? undefined}
      input={INPUTS[field.type]}
    />
  );
}

/** Several values of a kind that is typed: one a line. */
function ManyLines({ entry, onChange, frame }: InputProps) {
  const { t } = useTranslation("submissions");
  const lines = Array.isArray(entry) ? entry.map(entryText).join("\n") : entryText(entry);
  return (
    <TextArea
      {...frame}
      help={[frame.help, t("form.onePerLine")].filter(Boolean).join(" ")}
      value={lines}
      onChange={(typed) => onChange(typed === "" ? [] : typed.split("\n"))}
    />
  );
}

function OneChoice({ entry, onChange, frame, options }: InputProps & { options: Option[] }) {
  const { t } = useTranslation();
  return (
    <Select
      {...frame}
      value={entryText(entry)}
      options={options}
      none={t("field.unknown")}
      onChange={onChange}
    />
  );
}

function ManyChoices({ entry, onChange, frame, options }: InputProps & { options: Option[] }) {
  const chosen = Array.isArray(entry) ? entry.map(entryText) : [];
  return (
    <FieldGroup {...frame}>
      <div className={styles.parts}>
        {options.map(({ value, label }) => (
          <Checkbox
            key={value}
            label={label}
            checked={chosen.includes(value)}
            onChange={(checked) =>
              onChange(checked ? [...chosen, value] : chosen.filter((each) => each !== value))
            }
          />
        ))}
      </div>
    </FieldGroup>
  );
}

function YesOrNo({ entry, onChange, frame }: InputProps) {
  const { t } = useTranslation();
  const options = [
    { value: "true", label: t("field.yes") },
    { value: "false", label: t("field.no") },
  ];
  return (
    <Select
      {...frame}
      value={entryText(entry)}
      options={options}
      none={t("field.unknown")}
      onChange={(choice) => onChange(choice === "" ? undefined : choice === "true")}
    />
  );
}

function RegionChoice(props: InputProps) {
  return <OneChoice {...props} options={useRegions()} />;
}
