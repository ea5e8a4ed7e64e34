/** What went wrong, in sentences; faults that belong to a field lead to it. */

import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { ApiProblem } from "../api/problem";
import { useServerWords } from "../i18n/useServerWords";
import { Button, ButtonLink } from "./Button";
import { fieldId } from "./faults";
import styles from "./Notice.module.css";

const SIGN_IN = "/sign-in";

interface ProblemNoticeProps {
  error: unknown;
  /** Tries again; a button, where that can help. */
  onRetry?: () => void;
}

export function ProblemNotice({ error, onRetry }: ProblemNoticeProps) {
  const { t } = useTranslation();
  const sentence = useProblemSentence()(error);
  const { say } = useServerWords();
  const problem = error instanceof ApiProblem ? error : null;
  const isSaidAtItsField = problem?.faults.some(({ message }) => message === problem.detail);
  return (
    <div className={styles.bad} role="alert">
      {isSaidAtItsField ? null : <p className={styles.sentence}>{sentence}</p>}
      {problem?.faults.length ? (
        <ul className={styles.faults}>
          {problem.faults.map((fault) => (
            <li key={`${fault.pointer} ${fault.message}`}>
              <a
                href={`#${fieldId(fault.pointer)}`}
                onClick={(event) => {
                  event.preventDefault();
                  goToField(fault.pointer);
                }}
              >
                {say({ ...fault, columns: [fault.column ?? null] })}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      {problem?.reference && !problem.isDecided ? (
        <p className={styles.reference}>
          {t("problem.reference", { reference: problem.reference })}
        </p>
      ) : null}
      <WayOn problem={problem} onRetry={onRetry} />
    </div>
  );
}

/** To where one signs in, whatever was refused for want of it; else trying again where that can help, or home. */
function WayOn({ problem, onRetry }: { problem: ApiProblem | null; onRetry?: () => void }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  if (problem?.needsSignIn) {
    return pathname === SIGN_IN ? null : (
      <ButtonLink look="primary" to={SIGN_IN} state={{ from: pathname }}>
        {t("navigation.signIn")}
      </ButtonLink>
    );
  }
  if (!onRetry) {
    return null;
  }
  return problem?.isDecided ? (
    <ButtonLink to="/">{t("problem.home")}</ButtonLink>
  ) : (
    <Button onClick={onRetry}>{t("action.retry")}</Button>
  );
}

/** Moves to the field that a pointer names, or to the nearest field around it. */
export function goToField(pointer: string): void {
  for (let at = pointer; at; at = at.slice(0, at.lastIndexOf("/"))) {
    const field = document.getElementById(fieldId(at));
    if (field) {
      field.scrollIntoView({ block: "center" });
      field.focus({ preventScroll: true });
      return;
    }
  }
}

/** Turns any error into a sentence for a person. */
export function useProblemSentence(): (error: unknown) => string {
  const { t } = useTranslation();
  const { reason } = useServerWords();
  return (error) => {
    if (error instanceof ApiProblem) {
      if (error.isUnreachable) {
        return t("problem.unreachable");
      }
      return reason(error.detail || error.title, error.code) || t("problem.unknown");
    }
    return error instanceof Error && error.message ? reason(error.message) : t("problem.unknown");
  };
}
