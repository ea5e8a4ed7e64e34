/** The frame of the small forms around an account: fields, what went wrong, one button. */

import type { ReactNode } from "react";
import { faultsOf } from "../../api/problem";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { FaultScope } from "../../components/faults";
import { ProblemNotice } from "../../components/ProblemNotice";
import styles from "./AccountForm.module.css";

interface AccountFormProps {
  submitLabel: string;
  busy: boolean;
  error: unknown;
  onSubmit: () => void;
  children: ReactNode;
  /** Ways to go instead. */
  links?: ReactNode;
}

export function AccountForm({
  submitLabel,
  busy,
  error,
  onSubmit,
  children,
  links,
}: AccountFormProps) {
  return (
    <Card>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <FaultScope faults={faultsOf(error)}>
          {error ? <ProblemNotice error={error} /> : null}
          {children}
        </FaultScope>
        <Button type="submit" look="primary" busy={busy}>
          {submitLabel}
        </Button>
      </form>
      {links ? <p className={styles.links}>{links}</p> : null}
    </Card>
  );
}
