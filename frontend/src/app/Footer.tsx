import { useTranslation } from "react-i18next";
import { chooseLanguage, isLanguage, LANGUAGES } from "../i18n";
import styles from "./Footer.module.css";
import { THEMES, useTheme } from "./theme";

/** The choices that a person makes once: language and appearance. */
export function Footer() {
  const { t, i18n } = useTranslation();
  const [theme, setTheme] = useTheme();
  return (
    <footer className={styles.footer}>
      <label>
        {t("navigation.language")}{" "}
        <select
          value={i18n.language}
          onChange={({ target }) => isLanguage(target.value) && chooseLanguage(target.value)}
        >
          {Object.entries(LANGUAGES).map(([code, name]) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t("navigation.theme")}{" "}
        <select
          value={theme}
          onChange={({ target }) =>
            setTheme(THEMES.find((each) => each === target.value) ?? "system")
          }
        >
          {THEMES.map((each) => (
            <option key={each} value={each}>
              {t(`navigation.themes.${each}`)}
            </option>
          ))}
        </select>
      </label>
    </footer>
  );
}
