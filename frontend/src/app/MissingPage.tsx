import { useTranslation } from "react-i18next";
import { ButtonLink } from "../components/Button";
import { EmptyState } from "../components/EmptyState";

export function MissingPage() {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t("problem.missingTitle")}
      action={<ButtonLink to="/">{t("problem.toHome")}</ButtonLink>}
    >
      {t("problem.missingText")}
    </EmptyState>
  );
}
