import type { ReactNode } from "react";
import styles from "./Notice.module.css";

interface NoticeProps {
  tone?: "plain" | "good" | "attention" | "bad";
  children: ReactNode;
}

/** Something to know before going on. */
export function Notice({ tone = "plain", children }: NoticeProps) {
  return <div className={styles[tone]}>{children}</div>;
}
