import type { ReactNode } from "react";
import styles from "./Card.module.css";
import { classes } from "./classes";

/** A quiet surface that holds things that belong together. */
export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={classes(styles.card, className)}>{children}</div>;
}
