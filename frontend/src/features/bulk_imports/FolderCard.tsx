/** Pictures without a sheet: what the folders they lie in mean, shown as rows before a sheet is made of it. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Loading } from "../../components/Loading";
import { ProblemNotice } from "../../components/ProblemNotice";
import { Select } from "../../components/Select";
import { readFolders } from "./importApi";
import styles from "./SheetTab.module.css";
import type { BulkImport, FolderMeaning, FolderSheet } from "./types";
import { importKey, sheetKey } from "./useImport";

const MEANINGS = [
  "individual",
  "site",
  "date",
  "species",
  "ignore",
] as const satisfies FolderMeaning[];
/** So many folders of a level are named, to tell which level it is. */
const EXAMPLES = 3;

/** Names of folders of a level, as the pictures' paths tell them. */
function examplesOf(sheet: FolderSheet, level: number): string[] {
  const paths = sheet.rows.flat().filter((cell): cell is string => cell?.includes("/") ?? false);
  const names = paths.map((path) => path.split("/").slice(0, -1)[level]);
  return [...new Set(names.filter((name) => name !== undefined))].slice(0, EXAMPLES);
}

export function FolderCard({ found }: { found: BulkImport }) {
  const { t } = useTranslation("imports");
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Record<number, FolderMeaning>>({});
  const filed = useQuery({
    queryKey: [...sheetKey(found.id), "folders", found.file_counts.total],
    queryFn: () => readFolders(found.id, [], true),
  });
  const depth = filed.data?.depth ?? 0;
  // Pictures are most often filed by animal, whatever else the folders around say.
  const levels = Array.from(
    { length: depth },
    (_, level) => chosen[level] ?? (level === depth - 1 ? "individual" : "ignore"),
  );
  const preview = useMutation({ mutationFn: () => readFolders(found.id, levels, true) });
  const making = useMutation({
    mutationFn: () => readFolders(found.id, levels, false),
    onSuccess: () => client.invalidateQueries({ queryKey: importKey(found.id) }),
  });

  function mean(level: number, meaning: string) {
    setChosen({ ...chosen, [level]: MEANINGS.find((each) => each === meaning) ?? "ignore" });
    preview.reset();
  }

  const error = filed.error ?? preview.error ?? making.error;
  return (
    <Card>
      <h2>{t("folders.title")}</h2>
      <p>{t("folders.text")}</p>
      {filed.isLoading ? <Loading /> : null}
      {filed.data && depth === 0 ? <p>{t("folders.flat")}</p> : null}
      <div className={styles.levels}>
        {levels.map((level, position) => (
          <Select
            // biome-ignore lint/suspicious/noArrayIndexKey: a level is its position
            key={position}
            label={t("folders.level", { number: position + 1 })}
            help={filed.data ? examplesOf(filed.data, position).join(", ") : ""}
            value={level}
            options={MEANINGS.map((meaning) => ({
              value: meaning,
              label: t(`folders.meaning.${meaning}`),
            }))}
            onChange={(meaning) => mean(position, meaning)}
          />
        ))}
      </div>
      <div className={styles.row}>
        <Button busy={preview.isPending} onClick={() => preview.mutate()}>
          {t("folders.preview")}
        </Button>
        {preview.data ? (
          <Button look="primary" busy={making.isPending} onClick={() => making.mutate()}>
            {t("folders.make")}
          </Button>
        ) : null}
      </div>
      {error ? <ProblemNotice error={error} /> : null}
      {preview.data ? (
        <div className={styles.preview}>
          <table aria-label={t("folders.previewLabel")}>
            <thead>
              <tr>
                {preview.data.headings.map((heading) => (
                  <th key={heading} scope="col">
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {preview.data.rows.map((row) => (
                <tr key={row.join("\n")}>
                  {row.map((cell, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a column is its position
                    <td key={index}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Card>
  );
}
