/** Asks what a column means: everything it can mean, searched by name, grouped by what it is about. */

import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../components/Dialog";
import { TextField } from "../../components/TextField";
import { useServerWords } from "../../i18n/useServerWords";
import styles from "./ColumnsTab.module.css";
import type { SheetColumn, SheetTarget } from "./types";

const LEVELS = ["sighting", "encounter", "individual", "asset"] as const;
type Level = (typeof LEVELS)[number];

interface TargetDialogProps {
  column: SheetColumn;
  targets: SheetTarget[];
  /** Null keeps the column word for word. */
  onChoose: (target: SheetTarget | null) => void;
  onClose: () => void;
}

function levelOf(target: SheetTarget): Level {
  return LEVELS.find((level) => level === target.level) ?? "encounter";
}

function found(
  targets: SheetTarget[],
  search: string,
  nameOf: (target: SheetTarget) => string,
  about: (target: SheetTarget) => string,
): SheetTarget[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = targets.filter((each) => {
    const { target, label, group } = each;
    const text = [target, nameOf(each), label, about(each), group].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const grouped = LEVELS.flatMap((level) => fitting.filter((target) => levelOf(target) === level));
  // What is called just so comes first, with all of its group: Enter takes the first.
  const wanted = search.trim().toLowerCase();
  const exact = grouped.find((each) => nameOf(each).toLowerCase() === wanted);
  if (!exact) {
    return grouped;
  }
  const rank = (each: SheetTarget) =>
    each === exact ? 0 : levelOf(each) === levelOf(exact) ? 1 : 2;
  return [...grouped].sort((a, b) => rank(a) - rank(b));
}

export function TargetDialog({ column, targets, onChoose, onClose }: TargetDialogProps) {
  const { t } = useTranslation("imports");
  const listId = useId();
  const [search, setSearch] = useState("");
  const [at, setAt] = useState(0);
  const { label: nameOf, about } = useServerWords();
  const options = useMemo(
    () => found(targets, search, nameOf, about),
    [targets, search, nameOf, about],
  );
  const heading = column.heading || t("columns.blank", { number: column.index + 1 });
  const optionId = (index: number) => `${listId}-${index}`;

  function go(to: number) {
    const bounded = Math.max(0, Math.min(to, options.length));
    setAt(bounded);
    document.getElementById(optionId(bounded))?.scrollIntoView({ block: "nearest" });
  }

  function onKey(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (step) {
      event.preventDefault();
      go(at + step);
    }
  }

  // The first entry keeps the column as it is, the others follow it.
  const choose = (index: number) => onChoose(index === 0 ? null : (options[index - 1] ?? null));

  return (
    <Dialog
      title={t("target.title", { heading })}
      onClose={onClose}
      onSubmit={() => choose(search && at === 0 && options.length > 0 ? 1 : at)}
    >
      {column.samples.length > 0 ? (
        <p className={styles.samples}>{column.samples.join(" · ")}</p>
      ) : null}
      <TextField
        label={t("target.search")}
        value={search}
        onChange={(text) => {
          setSearch(text);
          setAt(text ? 1 : 0);
        }}
        input={{
          type: "search",
          autoFocus: true,
          autoComplete: "off",
          role: "combobox",
          "aria-expanded": true,
          "aria-controls": listId,
          "aria-activedescendant": optionId(at),
          onKeyDown: onKey,
        }}
      />
      <div id={listId} role="listbox" aria-label={t("target.list")} className={styles.targets}>
        <Choice id={optionId(0)} isAt={at === 0} onChoose={() => choose(0)}>
          {t("target.keep")}
          <small>{t("target.keepHelp")}</small>
        </Choice>
        {options.map((target, index) => (
          <div key={target.target} role="presentation">
            {index === 0 || levelOf(target) !== levelOf(options[index - 1] ?? target) ? (
              <p className={styles.group} role="presentation">
                {t(`target.level.${levelOf(target)}`)}
              </p>
            ) : null}
            <Choice
              id={optionId(index + 1)}
              isAt={at === index + 1}
              onChoose={() => choose(index + 1)}
            >
              {nameOf(target)}
              <small>{[target.target, about(target)].filter(Boolean).join(" – ")}</small>
            </Choice>
          </div>
        ))}
        {options.length === 0 ? <p className={styles.group}>{t("target.nothing")}</p> : null}
      </div>
    </Dialog>
  );
}

interface ChoiceProps {
  id: string;
  isAt: boolean;
  onChoose: () => void;
  children: React.ReactNode;
}

function Choice({ id, isAt, onChoose, children }: ChoiceProps) {
  return (
    <button
      id={id}
      type="button"
      role="option"
      tabIndex={-1}
      aria-selected={isAt}
      className={styles.target}
      onClick={onChoose}
    >
      {children}
    </button>
  );
}
