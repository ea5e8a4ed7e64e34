import type { ComponentProps } from "react";
import { Link } from "react-router";
import styles from "./Button.module.css";
import { classes } from "./classes";

type Look = "primary" | "secondary" | "quiet" | "danger";

interface ButtonProps extends ComponentProps<"button"> {
  look?: Look;
  /** Work is under way: the button is shown as busy and cannot be pressed again, but keeps the focus of who pressed it. */
  busy?: boolean;
}

export function Button({
  look = "secondary",
  busy,
  disabled,
  className,
  type,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type ?? "button"}
      className={classes(styles.button, styles[look], className)}
      disabled={disabled}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      // A form is not sent either: its Enter presses this button.
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    />
  );
}

interface ButtonLinkProps extends ComponentProps<typeof Link> {
  look?: Look;
}

/** A way to another page that looks like a button. */
export function ButtonLink({ look = "secondary", className, ...rest }: ButtonLinkProps) {
  return <Link className={classes(styles.button, styles[look], className)} {...rest} />;
}
