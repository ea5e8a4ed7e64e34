/** A labelled field with its help and its faults, however its value is entered. */

import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import type { Fault } from "../api/problem";
import { useServerWords } from "../i18n/useServerWords";
import { classes } from "./classes";
import styles from "./Field.module.css";
import { fieldId, useFaults } from "./faults";

export interface FieldProps {
  label: ReactNode;
  help?: ReactNode;
  required?: boolean;
  /** Where the server's faults about this field point. */
  pointer?: string;
  /** A fault that the app itself found. */
  fault?: string;
  className?: string;
}

/** What the control inside a field must carry to be tied to label, help and faults. */
export interface ControlProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
  "aria-required": boolean | undefined;
}

interface FieldFrameProps extends FieldProps {
  children: (control: ControlProps) => ReactNode;
}

function useControl({ pointer, help, fault, required }: FieldProps, exact = false) {
  const fallback = useId();
  const id = pointer === undefined ? fallback : fieldId(pointer);
  const faults = useFaults(pointer, exact);
  const hasFault = faults.length > 0 || Boolean(fault);
  const described = [help && `${id}-help`, hasFault && `${id}-fault`].filter(Boolean).join(" ");
  const control: ControlProps = {
    id,
    "aria-describedby": described || undefined,
    "aria-invalid": hasFault || undefined,
    "aria-required": required || undefined,
  };
  return { control, faults };
}

export function Field({ children, ...field }: FieldFrameProps) {
  const { control, faults } = useControl(field);
  return (
    <div className={classes(styles.field, field.className)}>
      <div>
        <label htmlFor={control.id} className={styles.label}>
          {field.label}
        </label>
        {/* The control itself tells it to those who listen. */}
        <span aria-hidden="true">
          <Required shown={field.required} />
        </span>
      </div>
      {children(control)}
      <Help id={control.id} text={field.help} />
      <Faults id={control.id} fault={field.fault} faults={faults} />
    </div>
  );
}

interface FieldGroupProps extends FieldProps {
  /** The fields inside have pointers of their own and show their own faults. */
  hasFields?: boolean;
  children: ReactNode;
}

/** Several controls that make up one value, such as the parts of a date. */
export function FieldGroup({ children, hasFields, ...field }: FieldGroupProps) {
  const { control, faults } = useControl(field, hasFields);
  return (
    <fieldset
      id={control.id}
      tabIndex={-1}
      className={classes(styles.field, field.className)}
      aria-describedby={control["aria-describedby"]}
    >
      <legend className={styles.label}>
        {field.label}
        <Required shown={field.required} />
      </legend>
      <Help id={control.id} text={field.help} />
      {children}
      <Faults id={control.id} fault={field.fault} faults={faults} />
    </fieldset>
  );
}

function Required({ shown }: { shown: boolean | undefined }) {
  const { t } = useTranslation();
  return shown ? <span className={styles.required}>{t("field.required")}</span> : null;
}

function Help({ id, text }: { id: string; text: ReactNode }) {
  return text ? (
    <p id={`${id}-help`} className={styles.help}>
      {text}
    </p>
  ) : null;
}

interface FaultsProps {
  id: string;
  fault: string | undefined;
  faults: Fault[];
}

function Faults({ id, fault, faults }: FaultsProps) {
  const { say } = useServerWords();
  const told = faults.map((each) => say({ ...each, columns: [each.column ?? null] }));
  const messages = [...new Set([...(fault ? [fault] : []), ...told])];
  return messages.length > 0 ? (
    <ul id={`${id}-fault`} className={styles.faults} aria-live="polite">
      {messages.map((message) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  ) : null;
}
