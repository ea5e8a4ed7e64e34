/** A forgotten password: first the e-mail is asked for, then its link comes back here with a token. */

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { answer, api } from "../../api/client";
import { ButtonLink } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Page } from "../../components/Page";
import { TextField } from "../../components/TextField";
import { AccountForm } from "./AccountForm";

export function ResetPage() {
  const { t } = useTranslation("accounts");
  const token = useSearchParams()[0].get("token");
  return (
    <Page title={t("reset.title")} width="narrow">
      {token ? <ChoosePassword token={token} /> : <AskForLink />}
    </Page>
  );
}

function AskForLink() {
  const { t } = useTranslation("accounts");
  const [email, setEmail] = useState("");
  const ask = useMutation({
    mutationFn: () => answer(api.POST("/auth/reset", { body: { email } })),
  });
  if (ask.isSuccess) {
    return <Notice tone="good">{t("reset.sent", { email })}</Notice>;
  }
  return (
    <AccountForm
      submitLabel={t("reset.submit")}
      busy={ask.isPending}
      error={ask.error}
      onSubmit={() => ask.mutate()}
    >
      <p>{t("reset.ask")}</p>
      <TextField
        label={t("email")}
        pointer="/email"
        value={email}
        onChange={setEmail}
        input={{ type: "email", autoComplete: "username", required: true }}
      />
    </AccountForm>
  );
}

function ChoosePassword({ token }: { token: string }) {
  const { t } = useTranslation("accounts");
  const [password, setPassword] = useState("");
  const confirm = useMutation({
    mutationFn: () => answer(api.POST("/auth/reset/confirm", { body: { token, password } })),
  });
  if (confirm.isSuccess) {
    return (
      <Notice tone="good">
        {t("reset.done")}
        <ButtonLink look="primary" to="/sign-in">
          {t("signIn.title")}
        </ButtonLink>
      </Notice>
    );
  }
  return (
    <AccountForm
      submitLabel={t("reset.confirmSubmit")}
      busy={confirm.isPending}
      error={confirm.error}
      onSubmit={() => confirm.mutate()}
    >
      <TextField
        label={t("newPassword")}
        help={t("passwordHelp")}
        pointer="/password"
        value={password}
        onChange={setPassword}
        input={{ type: "password", autoComplete: "new-password", required: true }}
      />
    </AccountForm>
  );
}
