import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { answer, api } from "../../api/client";
import { ButtonLink } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Page } from "../../components/Page";
import { TextField } from "../../components/TextField";
import { AccountForm } from "./AccountForm";

interface Registration {
  email: string;
  password: string;
  full_name: string;
}

export function RegisterPage() {
  const { t } = useTranslation("accounts");
  const [form, setForm] = useState<Registration>({ email: "", password: "", full_name: "" });
  const register = useMutation({
    mutationFn: () => answer(api.POST("/auth/register", { body: form })),
  });
  const set = (part: Partial<Registration>) => setForm({ ...form, ...part });

  if (register.isSuccess) {
    return (
      <Page title={t("register.title")} width="narrow">
        <EmptyState
          title={t("register.doneTitle")}
          action={<ButtonLink to="/sign-in">{t("signIn.title")}</ButtonLink>}
        >
          {t("register.done", { email: form.email })}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page title={t("register.title")} width="narrow">
      <AccountForm
        submitLabel={t("register.submit")}
        busy={register.isPending}
        error={register.error}
        onSubmit={() => register.mutate()}
        links={<Link to="/sign-in">{t("register.toSignIn")}</Link>}
      >
        <TextField
          label={t("fullName")}
          help={t("fullNameHelp")}
          pointer="/full_name"
          value={form.full_name}
          onChange={(full_name) => set({ full_name })}
          input={{ autoComplete: "name", required: true }}
        />
        <TextField
          label={t("email")}
          pointer="/email"
          value={form.email}
          onChange={(email) => set({ email })}
          input={{ type: "email", autoComplete: "username", required: true }}
        />
        <TextField
          label={t("password")}
          help={t("passwordHelp")}
          pointer="/password"
          value={form.password}
          onChange={(password) => set({ password })}
          input={{ type: "password", autoComplete: "new-password", required: true }}
        />
      </AccountForm>
    </Page>
  );
}
