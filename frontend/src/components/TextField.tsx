import type { ComponentProps } from "react";
import { Field, type FieldProps } from "./Field";
import styles from "./Field.module.css";

type InputProps = Omit<ComponentProps<"input">, "value" | "onChange">;

export interface TextFieldProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  /** Shown behind the value, such as "m". */
  unit?: string;
  input?: InputProps;
}

export function TextField({ value, onChange, unit, input, ...field }: TextFieldProps) {
  return (
    <Field {...field}>
      {(control) => (
        <span className={styles.withUnit}>
          <input
            type="text"
            {...input}
            {...control}
            className={styles.control}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          {unit ? <span className={styles.unit}>{unit}</span> : null}
        </span>
      )}
    </Field>
  );
}

export interface TextAreaProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
}

export function TextArea({ value, onChange, ...field }: TextAreaProps) {
  return (
    <Field {...field}>
      {(control) => (
        <textarea
          {...control}
          className={styles.control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
