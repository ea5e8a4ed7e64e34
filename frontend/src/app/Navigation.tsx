import { useTranslation } from "react-i18next";
import { Link, NavLink } from "react-router";
import { AccountMenu } from "../features/accounts/AccountMenu";
import { usePermissions } from "../features/permissions/usePermissions";
import { Icon, type IconName } from "./Icon";
import styles from "./Navigation.module.css";

interface Entry {
  to: string;
  name: "home" | "report" | "imports" | "review" | "encounters" | "individuals";
  icon: IconName;
  /** Shown to those who may do this. */
  needs?: string;
}

const ENTRIES: Entry[] = [
  { to: "/", name: "home", icon: "home" },
  { to: "/report", name: "report", icon: "report" },
  { to: "/imports", name: "imports", icon: "imports", needs: "bulk_import" },
  { to: "/review", name: "review", icon: "review", needs: "approve" },
  { to: "/encounters", name: "encounters", icon: "encounters" },
  { to: "/individuals", name: "individuals", icon: "individuals" },
];

export function Navigation() {
  const { t } = useTranslation();
  const permissions = usePermissions();
  const entries = ENTRIES.filter(({ needs }) => !needs || permissions.may(needs));
  return (
    <header className={styles.bar}>
      <Link to="/" className={styles.brand}>
        <img src="/favicon.svg" alt="" width="28" height="28" />
        <span className={styles.name}>{t("app.name")}</span>
      </Link>
      <nav className={styles.navigation} aria-label={t("navigation.label")}>
        <ul>
          {entries.map(({ to, name, icon }) => (
            <li key={to}>
              <NavLink to={to} end={to === "/"} className={styles.entry}>
                <Icon name={icon} />
                <span>{t(`navigation.${name}`)}</span>
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <AccountMenu />
    </header>
  );
}
