/** What surrounds every page: navigation above (on a phone below), the account, and the page itself. */

import { Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, useLocation, useNavigation } from "react-router";
import { Loading } from "../components/Loading";
import { ErrorBoundary } from "./ErrorBoundary";
import { Footer } from "./Footer";
import styles from "./Layout.module.css";
import { Navigation } from "./Navigation";

export function Layout() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const isGoing = useNavigation().state === "loading";
  const main = useFocusOnArrival(pathname);
  return (
    <div className={styles.layout}>
      <a className={styles.skip} href="#content">
        {t("navigation.skip")}
      </a>
      <Navigation />
      <main id="content" ref={main} tabIndex={-1} className={styles.main} aria-busy={isGoing}>
        <ErrorBoundary key={pathname}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </main>
      <Footer />
    </div>
  );
}

/** Moves the focus to the new page, so that a keyboard or a screen reader goes on there. */
function useFocusOnArrival(pathname: string) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current !== pathname) {
      shown.current = pathname;
      main.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
  }, [pathname]);
  return main;
}
