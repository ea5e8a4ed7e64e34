/** What happened to a record, newest first. */

import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { HistoryEntry } from "../../api/types";
import { useSession } from "../accounts/session";
import { type NamesById, useIndividualNames } from "../individuals/useIndividuals";
import { readable } from "../species/words";
import { formatMoment } from "../time/formatTime";
import { changesOf, encountersOf, individualsOf } from "./changes";
import styles from "./HistoryList.module.css";

export function HistoryList({ entries }: { entries: HistoryEntry[] }) {
  const { t, i18n } = useTranslation("history");
  const { user } = useSession();
  const actionName = useActionName();
  const names = useIndividualNames(individualsOf(entries));
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
          <Changes entry={entry} names={names} />
        </li>
      ))}
    </ol>
  );
}

interface ChangesProps {
  entry: HistoryEntry;
  /** Of the individuals that the history names; undefined until they are known. */
  names: NamesById | undefined;
}

function Changes({ entry, names }: ChangesProps) {
  const { t, i18n } = useTranslation("history");
  const fieldName = (field: string) => {
    const key = `encounters:field.${field}`;
    return i18n.exists(key) ? i18n.t(key as "encounters:field.sex") : readable(field);
  };
  const valueText = (field: string, value: string): ReactNode => {
    if (field === "individual" && value) {
      return <IndividualName id={value} names={names} />;
    }
    const key = `encounters:state.${value}`;
    const isState = field === "state" && i18n.exists(key);
    return (isState ? i18n.t(key as "encounters:state.approved") : value) || t("nothing");
  };
  return (
    <ul className={styles.changes}>
      {changesOf(entry).map(({ field, before, after }) => (
        <li key={field}>
          {fieldName(field)}: {valueText(field, before)} → {valueText(field, after)}
        </li>
      ))}
      {encountersOf(entry).map((encounter) => (
        <li key={encounter}>
          <Link to={`/encounters/${encounter}`}>{t("toEncounter")}</Link>
        </li>
      ))}
    </ul>
  );
}

interface IndividualNameProps {
  id: string;
  names: NamesById | undefined;
}

/** Who it was, by name; of somebody who has gone since, or is not open to the reader, that is told. */
function IndividualName({ id, names }: IndividualNameProps) {
  const { t } = useTranslation("history");
  if (!names) {
    return "…";
  }
  if (!names.has(id)) {
    return t("goneIndividual");
  }
  return <Link to={`/individuals/${id}`}>{names.get(id) ?? t("namelessIndividual")}</Link>;
}

/** The name of an action in the reader's language; one that came later reads as the server calls it. */
function useActionName() {
  const { i18n } = useTranslation("history");
  return (action: string): string => {
    const key = `history:action.${action}`;
    return i18n.exists(key) ? i18n.t(key as "history:action.created") : readable(action);
  };
}
