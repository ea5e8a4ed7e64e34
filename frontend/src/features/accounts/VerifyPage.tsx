/** The page that the link in the confirmation e-mail opens. */

import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { answer, api } from "../../api/client";
import { ButtonLink } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Page } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";

export function VerifyPage() {
  const { t } = useTranslation("accounts");
  const token = useSearchParams()[0].get("token");
  const { mutate, isSuccess, error } = useMutation({
    mutationFn: (sent: string) => answer(api.POST("/auth/verify", { body: { token: sent } })),
  });
  useEffect(() => {
    if (token) {
      mutate(token);
    }
  }, [token, mutate]);
  return (
    <Page title={t("verify.title")} width="narrow">
      {!token ? <Notice tone="attention">{t("verify.missing")}</Notice> : null}
      {error ? <ProblemNotice error={error} /> : null}
      {token && !isSuccess && !error ? <p role="status">{t("verify.working")}</p> : null}
      {isSuccess ? (
        <Notice tone="good">
          {t("verify.done")}
          <ButtonLink look="primary" to="/sign-in">
            {t("signIn.title")}
          </ButtonLink>
        </Notice>
      ) : null}
    </Page>
  );
}
