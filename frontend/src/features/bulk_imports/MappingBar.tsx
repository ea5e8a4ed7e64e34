/** What was recognised, mappings saved earlier, and saving this one for the next sheet of the kind. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ProblemNotice } from "../../components/ProblemNotice";
import { Select } from "../../components/Select";
import { TextField } from "../../components/TextField";
import { useToast } from "../../components/Toast";
import styles from "./ColumnsTab.module.css";
import type { BulkImport, SheetColumns } from "./types";
import { useApplyMapping, useForgetMapping, useMappings, useSaveColumns } from "./useColumns";

interface MappingBarProps {
  found: BulkImport;
  columns: SheetColumns;
}

export function MappingBar({ found, columns }: MappingBarProps) {
  const { t } = useTranslation("imports");
  const toast = useToast();
  const { data: mappings = [] } = useMappings();
  const applying = useApplyMapping(found.id);
  const saving = useSaveColumns(found.id);
  const forgetting = useForgetMapping();
  const [chosen, setChosen] = useState("");
  const [name, setName] = useState<string | null>(null);
  const isOpen = Boolean(found.allowed.edit);
  const kept = columns.items.filter(({ role }) => role === "kept").length;
  const unsure = columns.items.filter(({ certainty }) => certainty === "likely").length;
  const error = applying.error ?? saving.error ?? forgetting.error;

  function save() {
    const saveAs = name?.trim();
    if (!saveAs) {
      return;
    }
    const all = columns.items.map(({ index, target }) => ({ index, target }));
    saving.mutate(
      { columns: all, saveAs },
      { onSuccess: () => toast({ message: t("mapping.saved", { name: saveAs }) }) },
    );
    setName(null);
  }

  return (
    <div className={styles.bar}>
      <p className={styles.lead}>
        {columns.generator ? `${t("mapping.generator", { name: columns.generator })} ` : ""}
        {columns.mapping_name ? `${t("mapping.used", { name: columns.mapping_name })} ` : ""}
        {unsure > 0 ? `${t("mapping.unsure", { count: unsure })} ` : ""}
        {kept > 0 ? t("mapping.kept", { count: kept }) : ""}
      </p>
      {isOpen && mappings.length > 0 ? (
        <>
          <Select
            label={t("mapping.earlier")}
            value={chosen}
            none={t("mapping.choose")}
            options={mappings.map((each) => ({ value: each.id, label: each.name }))}
            onChange={setChosen}
          />
          <Button
            disabled={!chosen}
            busy={applying.isPending}
            onClick={() =>
              applying.mutate(chosen, {
                onSuccess: () => toast({ message: t("mapping.applied") }),
              })
            }
          >
            {t("mapping.apply")}
          </Button>
          {chosen ? (
            <Button
              look="quiet"
              busy={forgetting.isPending}
              onClick={() => forgetting.mutate(chosen, { onSuccess: () => setChosen("") })}
            >
              {t("mapping.forget")}
            </Button>
          ) : null}
        </>
      ) : null}
      {isOpen ? <Button onClick={() => setName("")}>{t("mapping.save")}</Button> : null}
      {error ? <ProblemNotice error={error} /> : null}
      {name === null ? null : (
        <Dialog
          title={t("mapping.saveTitle")}
          onClose={() => setName(null)}
          onSubmit={save}
          actions={
            <Button look="primary" onClick={save} disabled={!name.trim()}>
              {t("mapping.save")}
            </Button>
          }
        >
          <TextField
            label={t("mapping.name")}
            help={t("mapping.nameHelp")}
            value={name}
            onChange={setName}
          />
        </Dialog>
      )}
    </div>
  );
}
