/** A question that must be answered before going on; Escape and a click beside it close it. */

import { type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import styles from "./Dialog.module.css";

interface DialogProps {
  title: string;
  children: ReactNode;
  /** The buttons that answer; a button to close is always there. */
  actions?: ReactNode;
  onClose: () => void;
  /** Answers when Enter is pressed in one of the dialog's fields. */
  onSubmit?: () => void;
}

export function Dialog({ title, children, actions, onClose, onSubmit }: DialogProps) {
  const { t } = useTranslation();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) {
        before.focus();
      }
    };
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog natively
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <form
        className={styles.body}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          onSubmit?.();
        }}
      >
        <h2 id={titleId}>{title}</h2>
        {children}
        <div className={styles.actions}>
          <Button look="quiet" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          {actions}
        </div>
      </form>
    </dialog>
  );
}
