import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate } from "react-router";
import { Page } from "../../components/Page";
import { TextField } from "../../components/TextField";
import { AccountForm } from "./AccountForm";
import { useSignIn } from "./session";

/** Where the person wanted to go before being asked to sign in. */
function destination(state: unknown): string {
  const from = (state as { from?: unknown } | null)?.from;
  return typeof from === "string" ? from : "/";
}

export function SignInPage() {
  const { t } = useTranslation("accounts");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useSignIn();
  const navigate = useNavigate();
  const { state } = useLocation();
  return (
    <Page title={t("signIn.title")} width="narrow">
      <AccountForm
        submitLabel={t("signIn.submit")}
        busy={signIn.isPending}
        error={signIn.error}
        onSubmit={() =>
          signIn.mutate(
            { email, password },
            { onSuccess: () => navigate(destination(state), { replace: true }) },
          )
        }
        links={
          <>
            <Link to="/register">{t("signIn.toRegister")}</Link>
            <Link to="/reset">{t("signIn.forgotten")}</Link>
          </>
        }
      >
        <TextField
          label={t("email")}
          pointer="/email"
          value={email}
          onChange={setEmail}
          input={{ type: "email", autoComplete: "username", required: true }}
        />
        <TextField
          label={t("password")}
          pointer="/password"
          value={password}
          onChange={setPassword}
          input={{ type: "password", autoComplete: "current-password", required: true }}
        />
      </AccountForm>
    </Page>
  );
}
