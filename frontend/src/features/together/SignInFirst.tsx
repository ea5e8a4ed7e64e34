import { useTranslation } from "react-i18next";
import { SignInFirst as SignIn } from "../accounts/SignInFirst";

/** Working together is for people with an account. */
export function SignInFirst() {
  const { t } = useTranslation("together");
  return <SignIn title={t("signInTitle")}>{t("signInText")}</SignIn>;
}
