/** The parts of the work on an import, each at an address of its own. */

import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import styles from "./ImportTabs.module.css";
import type { BulkImport } from "./types";
import { isCommitted } from "./useImport";

const TABS = ["sheet", "columns", "rows", "files", "summary"] as const;
export type ImportTab = (typeof TABS)[number];

/** The tab that the address names; else where the import stands. */
export function useImportTab(found: BulkImport): ImportTab {
  const named = useSearchParams()[0].get("tab");
  return (
    TABS.find((tab) => tab === named) ??
    (isCommitted(found) || found.state === "committing" ? "summary" : "sheet")
  );
}

/** How many things of a tab ask for attention. */
function attention(found: BulkImport, tab: ImportTab): number {
  const { counts, file_counts } = found;
  if (tab === "rows") {
    return counts.error ?? 0;
  }
  return tab === "files" ? (file_counts.missing ?? 0) + (file_counts.ambiguous ?? 0) : 0;
}

export function ImportTabs({ found }: { found: BulkImport }) {
  const { t, i18n } = useTranslation("imports");
  const current = useImportTab(found);
  const list = useRef<HTMLUListElement>(null);
  // On a phone the tabs reach beyond the edge.
  useEffect(() => {
    list.current
      ?.querySelector(`[href="?tab=${current}"], [href$="?tab=${current}"]`)
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [current]);
  return (
    <nav className={styles.tabs} aria-label={t("tab.label")}>
      <ul ref={list}>
        {TABS.map((tab) => {
          const count = attention(found, tab);
          return (
            <li key={tab}>
              <Link
                to={`?tab=${tab}`}
                className={styles.tab}
                aria-current={tab === current ? "page" : undefined}
                preventScrollReset
              >
                {t(`tab.${tab}`)}
                {count > 0 ? (
                  <span className={styles.count}>
                    {new Intl.NumberFormat(i18n.language).format(count)}
                    <span className="visually-hidden"> {t("tab.attention")}</span>
                  </span>
                ) : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
