import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate } from "react-router";
import { Button, ButtonLink } from "../../components/Button";
import styles from "./AccountMenu.module.css";
import { useSession, useSignOut } from "./session";

/** Who is signed in, with the way out; for nobody the way in. */
export function AccountMenu() {
  const { t } = useTranslation();
  const { user } = useSession();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const { pathname } = useLocation();

  if (user === undefined) {
    return <div className={styles.menu} />;
  }
  if (user === null) {
    return (
      <div className={styles.menu}>
        <ButtonLink look="quiet" to="/sign-in" state={{ from: pathname }}>
          {t("navigation.signIn")}
        </ButtonLink>
      </div>
    );
  }
  return (
    <div className={styles.menu}>
      <Link to="/projects">{t("navigation.together")}</Link>
      <Link to="/submissions">{t("navigation.submissions")}</Link>
      <span className={styles.name} title={user.email}>
        {user.full_name || user.email}
      </span>
      <Button
        look="quiet"
        busy={signOut.isPending}
        onClick={() => signOut.mutate(undefined, { onSuccess: () => navigate("/") })}
      >
        {t("navigation.signOut")}
      </Button>
    </div>
  );
}
