/** The frame of a page: its title, what can be done on it, and its content. */

import { type ReactNode, useEffect } from "react";
import { classes } from "./classes";
import styles from "./Page.module.css";

interface PageProps {
  title: string;
  /** A line above the title that says where one is. */
  above?: ReactNode;
  beside?: ReactNode;
  actions?: ReactNode;
  /** Narrow pages hold a short form, reading ones a long form or text; wide ones hold pictures and tables; full ones a sheet. */
  width?: "narrow" | "reading" | "wide" | "full";
  children: ReactNode;
}

export function Page({ title, above, beside, actions, width = "wide", children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Codex`;
  }, [title]);
  return (
    <div className={classes(styles.page, styles[width])}>
      <header className={styles.header}>
        <div>
          {above ? <p className={styles.above}>{above}</p> : null}
          <div className={styles.title}>
            <h1 tabIndex={-1}>{title}</h1>
            {beside}
          </div>
        </div>
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}

/** A titled part of a page. */
export function Section({ title, actions, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <div className={styles.sectionHeader}>
        <h2>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}

interface SectionProps {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}
