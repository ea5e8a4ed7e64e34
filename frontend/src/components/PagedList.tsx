/** A list read page by page: what to show while it loads, fails, is empty or goes on. */

import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Pages } from "../api/usePages";
import { Button } from "./Button";
import { Loading } from "./Loading";
import styles from "./PagedList.module.css";
import { ProblemNotice } from "./ProblemNotice";

interface PagedListProps<Item> {
  pages: Pages<Item>;
  /** Shown instead of the list where there is nothing. */
  empty: ReactNode;
  children: (items: Item[]) => ReactNode;
}

export function PagedList<Item>({ pages, empty, children }: PagedListProps<Item>) {
  const { t } = useTranslation();
  if (pages.error) {
    return <ProblemNotice error={pages.error} />;
  }
  if (pages.isLoading) {
    return <Loading />;
  }
  if (pages.items.length === 0) {
    return empty;
  }
  return (
    <div className={styles.list}>
      {pages.total === undefined ? null : (
        <p className={styles.count}>
          {t("list.shown", { shown: pages.items.length, total: pages.total })}
        </p>
      )}
      {children(pages.items)}
      {pages.hasMore ? (
        <Button busy={pages.isLoadingMore} onClick={pages.loadMore}>
          {t("list.more")}
        </Button>
      ) : null}
    </div>
  );
}
