import styles from "./Progress.module.css";

interface ProgressProps {
  /** What is being done, read to those who cannot see the bar. */
  label: string;
  done: number;
  /** Unknown while there is nothing to count: the bar then only shows that work goes on. */
  total: number | null | undefined;
}

export function Progress({ label, done, total }: ProgressProps) {
  const known = total ? { value: done, max: total } : {};
  return <progress className={styles.progress} aria-label={label} {...known} />;
}
