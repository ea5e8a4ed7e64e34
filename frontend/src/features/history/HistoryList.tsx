/** What happened to a record, newest first. */

import { useTranslation } from "react-i18next";
import type { HistoryEntry } from "../../api/types";
import { useSession } from "../accounts/session";
import { readable } from "../species/words";
import { formatMoment } from "../time/formatTime";
import { changesOf } from "./changes";
import styles from "./HistoryList.module.css";

export function HistoryList({ entries }: { entries: HistoryEntry[] }) {
  const { t, i18n } = useTranslation("history");
  const { user } = useSession();
  const actionName = useActionName();
  if (entries.length === 0) {
    return <p>{t("empty")}</p>;
  }
  return (
    <ol className={styles.list}>
      {entries.map((entry) => (
        <li key={entry.id} className={styles.entry}>
          <p>
            <strong>{actionName(entry.action)}</strong>{" "}
            <span className={styles.when}>
              {formatMoment(entry.at, i18n.language)}
              {entry.actor && entry.actor === user?.id ? ` ${t("byYou")}` : ""}
            </span>
          </p>
          {entry.reason ? <p>{entry.reason}</p> : null}
          <Changes entry={entry} />
        </li>
      ))}
    </ol>
  );
}

function Changes({ entry }: { entry: HistoryEntry }) {
  const { t, i18n } = useTranslation("history");
  const fieldName = (field: string) => {
    const key = `encounters:field.${field}`;
    return i18n.exists(key) ? i18n.t(key as "encounters:field.sex") : readable(field);
  };
  const valueText = (field: string, value: string) => {
    const key = `encounters:state.${value}`;
    const isState = field === "state" && i18n.exists(key);
    return (isState ? i18n.t(key as "encounters:state.approved") : value) || t("nothing");
  };
  return (
    <ul className={styles.changes}>
      {changesOf(entry).map(({ field, before, after }) => (
        <li key={field}>
          {t("changed", {
            field: fieldName(field),
            before: valueText(field, before),
            after: valueText(field, after),
          })}
        </li>
      ))}
    </ul>
  );
}

/** The name of an action in the reader's language; one that came later reads as the server calls it. */
function useActionName() {
  const { i18n } = useTranslation("history");
  return (action: string): string => {
    const key = `history:action.${action}`;
    return i18n.exists(key) ? i18n.t(key as "history:action.created") : readable(action);
  };
}
