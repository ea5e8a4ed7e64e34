/** Which rows name which files, which files are missing, and which nobody names. */

import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePages } from "../../api/usePages";
import { EmptyState } from "../../components/EmptyState";
import { PagedList } from "../../components/PagedList";
import { SearchField } from "../../components/SearchField";
import { useAddressFilters } from "../../components/useAddressFilters";
import { useServerWords } from "../../i18n/useServerWords";
import styles from "./FilesTab.module.css";
import { formatCount } from "./formatAmounts";
import { readFiles } from "./importApi";
import { rowAddress } from "./rowAddress";
import { type BulkImport, FILE_STATUSES, type FileMatch, type FileStatus } from "./types";
import { sheetKey } from "./useImport";

export function FilesTab({ found }: { found: BulkImport }) {
  const { t } = useTranslation("imports");
  const { search, setFilter } = useAddressFilters();
  const status = FILE_STATUSES.find((each) => each === search.get("status"));
  const text = search.get("search") ?? "";
  const pages = usePages<FileMatch>(
    [...sheetKey(found.id), "files", found.checked_revision, status, text],
    (cursor) => readFiles(found.id, status, text, cursor),
  );

  return (
    <div className={styles.tab}>
      <div className={styles.filters}>
        <fieldset className={styles.statuses}>
          <legend className="visually-hidden">{t("files.filter")}</legend>
          {[undefined, ...FILE_STATUSES].map((each) => (
            <StatusButton
              key={each ?? "all"}
              status={each}
              found={found}
              isChosen={each === status}
              onChoose={() => setFilter("status", each ?? "")}
            />
          ))}
        </fieldset>
        <SearchField
          label={t("files.search")}
          value={text}
          onChange={(value) => setFilter("search", value)}
        />
      </div>
      {status ? <p className={styles.explain}>{t(`files.explain.${status}`)}</p> : null}
      <PagedList
        pages={pages}
        empty={
          <EmptyState title={t(status || text ? "files.noneTitle" : "files.emptyTitle")}>
            {status || text ? null : t("files.emptyText")}
          </EmptyState>
        }
      >
        {(files) => (
          <ul className={styles.files} aria-label={t("files.label")}>
            {files.map((file) => (
              <FileItem key={`${file.file} ${file.name} ${file.status}`} file={file} />
            ))}
          </ul>
        )}
      </PagedList>
    </div>
  );
}

interface StatusButtonProps {
  status: FileStatus | undefined;
  found: BulkImport;
  isChosen: boolean;
  onChoose: () => void;
}

function StatusButton({ status, found, isChosen, onChoose }: StatusButtonProps) {
  const { t } = useTranslation("imports");
  const counted: readonly FileStatus[] = status ? [status] : FILE_STATUSES;
  const count = counted.reduce<number>((sum, each) => sum + (found.file_counts[each] ?? 0), 0);
  return (
    <button
      type="button"
      className={styles.status}
      aria-pressed={isChosen}
      data-status={status}
      data-empty={count === 0}
      onClick={onChoose}
    >
      {t(status ? `files.status.${status}` : "files.all")} <b>{formatCount(count)}</b>
    </button>
  );
}

function FileItem({ file }: { file: FileMatch }) {
  const { t } = useTranslation("imports");
  const status = FILE_STATUSES.find((each) => each === file.status) ?? "unused";
  const { phrase, say } = useServerWords();
  const more = file.row_count - file.rows.length;
  return (
    <li className={styles.file} data-status={status}>
      <span className={styles.name}>{file.name}</span>
      <span className={styles.badge}>{t(`files.status.${status}`)}</span>
      {file.rows.length > 0 ? (
        <p className={styles.soft}>
          {t("files.rows", { count: file.row_count })}{" "}
          {file.rows.map((row, index) => (
            <span key={row}>
              {index > 0 ? ", " : ""}
              <Link to={rowAddress({ row })}>{row}</Link>
            </span>
          ))}
          {more > 0 ? ` ${t("files.moreRows", { count: more })}` : ""}
        </p>
      ) : null}
      {file.reason ? (
        <p className={styles.soft}>
          {phrase(file.reason) ?? say({ ...file, message: file.reason, value: file.name })}
        </p>
      ) : null}
      {file.candidates.length > 0 ? (
        <p className={styles.soft}>
          {t("files.candidates")} {file.candidates.join(", ")}
        </p>
      ) : null}
      {file.exif_differs.map(({ what, sheet, picture }) => (
        <p key={what} className={styles.differs}>
          {t(what === "time" ? "files.timeDiffers" : "files.placeDiffers", { sheet, picture })}
        </p>
      ))}
    </li>
  );
}
