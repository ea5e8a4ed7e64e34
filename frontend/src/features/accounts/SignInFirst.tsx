/** What a page shows to a visitor whom it cannot show anything yet: the way to sign in, and back from there. */

import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { ButtonLink } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";

export function SignInFirst({ title, children }: { title: string; children?: ReactNode }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <EmptyState
      title={title}
      action={
        <ButtonLink look="primary" to="/sign-in" state={{ from: pathname }}>
          {t("navigation.signIn")}
        </ButtonLink>
      }
    >
      {children}
    </EmptyState>
  );
}
