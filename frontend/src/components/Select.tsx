import { Field, type FieldProps } from "./Field";
import styles from "./Field.module.css";

export interface Option {
  value: string;
  label: string;
}

export interface SelectProps extends FieldProps {
  value: string;
  options: Option[];
  onChange: (value: string) => void;
  /** The first entry, for no choice; left out where a choice must be made. */
  none?: string;
}

export function Select({ value, options, onChange, none, ...field }: SelectProps) {
  return (
    <Field {...field}>
      {(control) => (
        <select
          {...control}
          className={styles.control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          {none === undefined ? null : <option value="">{none}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
