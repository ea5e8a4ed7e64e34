/** Short messages at the edge of the screen that say what just happened, with a way to undo it. The latest is shown; earlier ones are folded behind it, so that they cover nothing that is worked with. */

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { classes } from "./classes";
import styles from "./Toast.module.css";

/** Long enough to read a sentence and reach for "Undo"; a message that somebody points at, or is in with the keyboard, stays. */
const SHOWN_FOR_MS = 9000;

interface ToastContent {
  message: string;
  tone?: "plain" | "bad";
  action?: { label: string; run: () => void };
}

interface Shown extends ToastContent {
  key: number;
}

type ShowToast = (content: ToastContent) => void;

const Toasts = createContext<ShowToast>(() => undefined);

/** Shows a message. */
export function useToast(): ShowToast {
  return useContext(Toasts);
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Shown[]>([]);
  const [isUnfolded, setIsUnfolded] = useState(false);
  const nextKey = useRef(0);
  const region = useRef<HTMLElement>(null);
  const dismiss = useCallback((key: number) => {
    setShown((before) => before.filter((toast) => toast.key !== key));
  }, []);
  const show = useCallback<ShowToast>(
    (content) => {
      const key = nextKey.current++;
      setShown((before) => [...before, { ...content, key }]);
      const end = () =>
        region.current?.matches(":hover, :focus-within")
          ? setTimeout(end, SHOWN_FOR_MS)
          : dismiss(key);
      setTimeout(end, SHOWN_FOR_MS);
    },
    [dismiss],
  );
  const regionLabel = useMemo(() => t("toast.region"), [t]);
  const earlier = shown.length - 1;
  const isOpen = isUnfolded && earlier > 0;
  if (isUnfolded !== isOpen) {
    setIsUnfolded(isOpen);
  }

  return (
    <Toasts value={show}>
      {children}
      <section ref={region} className={styles.region} aria-label={regionLabel} aria-live="polite">
        {(isOpen ? shown : shown.slice(-1)).map(({ key, message, tone, action }) => (
          <div key={key} className={classes(styles.toast, tone === "bad" && styles.bad)}>
            <span className={styles.message}>{message}</span>
            {action ? (
              <Button
                look="quiet"
                className={styles.action}
                onClick={() => {
                  dismiss(key);
                  action.run();
                }}
              >
                {action.label}
              </Button>
            ) : null}
            {earlier > 0 && key === shown.at(-1)?.key ? (
              <Button
                look="quiet"
                className={styles.action}
                aria-expanded={isOpen}
                onClick={() => setIsUnfolded(!isOpen)}
              >
                {isOpen ? t("toast.fold") : t("toast.earlier", { count: earlier })}
              </Button>
            ) : null}
            <Button
              look="quiet"
              className={styles.action}
              aria-label={t("action.dismiss")}
              onClick={() => dismiss(key)}
            >
              ×
            </Button>
          </div>
        ))}
      </section>
    </Toasts>
  );
}
