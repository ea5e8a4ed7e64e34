/** One wrong value with its rows: leads to them, and replaces it in all of them at once. */

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { useToast } from "../../components/Toast";
import { useServerWords } from "../../i18n/useServerWords";
import { toldOf } from "./faultWords";
import { formatCount } from "./formatAmounts";
import { rowsKey } from "./grid/useRowBlocks";
import { readRows } from "./importApi";
import styles from "./RowsTab.module.css";
import type { FaultGroup, SheetColumn } from "./types";
import { useTargets } from "./useColumns";
import type { Workbench } from "./useWorkbench";

/** Rows that are offered one by one; the others are gone through with "next". */
const ROWS_OFFERED = 8;

interface FaultGroupItemProps {
  group: FaultGroup;
  bench: Workbench;
  columns: SheetColumn[];
}

function textOf(value: unknown): string {
  const one = Array.isArray(value) ? value[0] : value;
  return one === null || one === undefined ? "" : String(one);
}

export function FaultGroupItem({ group, bench, columns }: FaultGroupItemProps) {
  const { t } = useTranslation("imports");
  const { goTo, grid, source } = bench;
  const { say } = useServerWords();
  const place = group.columns[0] ?? 0;

  async function show(row: number) {
    if (await goTo(row, place)) {
      grid.current?.focus();
    } else {
      bench.setFilter({});
    }
  }

  return (
    <li className={styles.group}>
      <p>{say(toldOf(group, columns))}</p>
      <p className={styles.rowLinks}>
        {t("faults.rows", { count: group.count, number: formatCount(group.count) })}{" "}
        {group.rows.slice(0, ROWS_OFFERED).map((row) => (
          <button
            key={row}
            type="button"
            aria-label={t("faults.goTo", { row })}
            onClick={() => void show(row)}
          >
            {row}
          </button>
        ))}
        {group.count > ROWS_OFFERED ? "…" : ""}
      </p>
      {source.isOpen && group.columns.length === 1 ? (
        <ReplaceForm
          group={group}
          bench={bench}
          column={columns.find(({ index }) => index === place)}
          from={textOf(group.value)}
          suggestion={textOf(group.suggestion)}
        />
      ) : null}
      {source.isOpen && group.columns.length > 1 && group.rows.length > 0 ? (
        <ReplaceParts group={group} bench={bench} columns={columns} />
      ) : null}
    </li>
  );
}

/** A fault of several cells at once, such as genus and epithet: each can be replaced, with what it says in the first row. */
function ReplaceParts({ group, bench, columns }: FaultGroupItemProps) {
  const { data: row } = useQuery({
    queryKey: [...rowsKey(bench.importId), "first", group.rows[0]],
    queryFn: async () => (await readRows(bench.importId, {}, (group.rows[0] ?? 0) - 2, 1)).rows[0],
  });
  // "Equus quagga" suggests a word for each of two columns.
  const parts = textOf(group.suggestion).split(/\s+/);
  return group.columns.map((index, position) => (
    <ReplaceForm
      key={`${index} ${row?.row}`}
      group={group}
      bench={bench}
      column={columns.find((each) => each.index === index)}
      from={row?.cells[index] ?? ""}
      suggestion={parts.length === group.columns.length ? (parts[position] ?? "") : ""}
    />
  ));
}

interface ReplaceFormProps {
  group: FaultGroup;
  bench: Workbench;
  column: SheetColumn | undefined;
  from: string;
  suggestion: string;
}

function ReplaceForm({ group, bench, column, from, suggestion }: ReplaceFormProps) {
  const { t } = useTranslation("imports");
  const toast = useToast();
  const fieldId = useId();
  const { data: targets = [] } = useTargets();
  const [text, setText] = useState(suggestion);
  if (!column || suggestion === from) {
    return null; // nothing to replace here
  }
  const { index } = column;
  const choices = targets.find(({ target }) => target === column.target)?.choices ?? [];

  function apply() {
    bench.queue.replace(index, from === "" ? null : from, text.trim() || null);
    toast({
      message: t("faults.replaced", { count: group.count, from, to: text.trim() }),
      action: {
        label: t("action.undo", { ns: "common" }),
        run: () => bench.queue.undo(),
      },
    });
  }

  return (
    <form
      className={styles.replace}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <label htmlFor={fieldId}>{t("faults.replace", { from: from || t("faults.nothing") })}</label>
      <input
        id={fieldId}
        value={text}
        list={choices.length > 0 ? `${fieldId}-choices` : undefined}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
      />
      {choices.length > 0 ? (
        <datalist id={`${fieldId}-choices`}>
          {choices.map((choice) => (
            <option key={String(choice)} value={String(choice)} />
          ))}
        </datalist>
      ) : null}
      <Button type="submit" look={suggestion ? "primary" : "secondary"}>
        {t("faults.apply", { count: group.count, number: formatCount(group.count) })}
      </Button>
    </form>
  );
}
