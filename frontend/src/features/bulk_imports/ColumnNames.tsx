/** The list of all columns that a sheet may have, for whoever prepares one. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Loading } from "../../components/Loading";
import { ProblemNotice } from "../../components/ProblemNotice";
import { TextField } from "../../components/TextField";
import { useServerWords } from "../../i18n/useServerWords";
import styles from "./ColumnsTab.module.css";
import { useTargets } from "./useColumns";

export function ColumnNames() {
  const { t } = useTranslation("imports");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button look="quiet" onClick={() => setIsOpen(true)}>
        {t("names.button")}
      </Button>
      {isOpen ? <ColumnNamesDialog onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

function ColumnNamesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("imports");
  const { data, error, refetch } = useTargets();
  const [search, setSearch] = useState("");
  const { label: nameOf, about } = useServerWords();
  const wanted = search.trim().toLowerCase();
  const shown = (data ?? []).filter((each) =>
    [each.target, nameOf(each), each.label, about(each)].join(" ").toLowerCase().includes(wanted),
  );
  return (
    <Dialog title={t("names.title")} onClose={onClose}>
      <p>{t("names.text")}</p>
      <TextField label={t("target.search")} value={search} onChange={setSearch} />
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      <ul className={styles.targets} aria-label={t("names.title")}>
        {shown.map((each) => (
          <li key={each.target} className={styles.name}>
            {each.target}
            <small>{[nameOf(each), about(each)].filter(Boolean).join(" – ")}</small>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
