import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { ButtonLink } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";

/** Working together is for people with an account. */
export function SignInFirst() {
  const { t } = useTranslation(["together", "common"]);
  const { pathname } = useLocation();
  return (
    <EmptyState
      title={t("signInTitle")}
      action={
        <ButtonLink look="primary" to="/sign-in" state={{ from: pathname }}>
          {t("common:navigation.signIn")}
        </ButtonLink>
      }
    >
      {t("signInText")}
    </EmptyState>
  );
}
