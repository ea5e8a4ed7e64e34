import { useTranslation } from "react-i18next";
import styles from "./Loading.module.css";

/** Something is on its way. Shows only after a moment, so that quick answers do not flicker. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <p className={styles.loading} role="status">
      {t("state.loading")}
    </p>
  );
}
