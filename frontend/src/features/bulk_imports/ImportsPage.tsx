/** The imports of whoever is signed in, newest first, and how to begin one. */

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";
import { usePages } from "../../api/usePages";
import { Badge } from "../../components/Badge";
import { Button, ButtonLink } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { EmptyState } from "../../components/EmptyState";
import { Page } from "../../components/Page";
import { PagedList } from "../../components/PagedList";
import { ProblemNotice } from "../../components/ProblemNotice";
import { Table } from "../../components/Table";
import { SignInFirst } from "../accounts/SignInFirst";
import { useSession } from "../accounts/session";
import { usePermissions } from "../permissions/usePermissions";
import { formatMoment } from "../time/formatTime";
import { ColumnNames } from "./ColumnNames";
import { importPages, openImport } from "./importApi";
import { stateOf, toneOf } from "./importState";

export function ImportsPage() {
  const { t } = useTranslation("imports");
  const { user } = useSession();
  const permissions = usePermissions();
  const mayNot = user ? permissions.whyNot("bulk_import") : null;

  if (user === null) {
    return (
      <Page title={t("list.title")}>
        <SignInFirst title={t("list.signInTitle")} />
      </Page>
    );
  }
  if (mayNot) {
    return (
      <Page title={t("list.title")}>
        <EmptyState
          title={t("list.forbiddenTitle")}
          action={<ButtonLink to="/report">{t("list.toReport")}</ButtonLink>}
        >
          {mayNot}
        </EmptyState>
      </Page>
    );
  }
  return <OwnImports isKnown={Boolean(user)} />;
}

function OwnImports({ isKnown }: { isKnown: boolean }) {
  const { t, i18n } = useTranslation("imports");
  const [search, setSearch] = useSearchParams();
  const deleted = search.get("removed") === "true";
  const pages = usePages(
    ["bulk-imports", "list", deleted],
    (cursor) => importPages(cursor, deleted),
    isKnown,
  );
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Page
      title={t("list.title")}
      actions={
        <>
          <ColumnNames />
          <NewImport />
        </>
      }
    >
      <Checkbox
        label={t("list.removed")}
        checked={deleted}
        onChange={(checked) => setSearch(checked ? { removed: "true" } : {}, { replace: true })}
      />
      <PagedList
        pages={pages}
        empty={
          deleted ? (
            <EmptyState title={t("list.noneRemoved")} />
          ) : (
            <EmptyState title={t("list.emptyTitle")} action={<NewImport />}>
              {t("list.emptyText")}
            </EmptyState>
          )
        }
      >
        {(imports) => (
          <Table
            label={t("list.title")}
            rows={imports}
            keyOf={({ id }) => id}
            columns={[
              {
                title: t("list.name"),
                cell: (each) => (
                  <Link to={`/imports/${each.id}`}>
                    {each.name || each.sheet.name || t("list.nameless")}
                  </Link>
                ),
              },
              {
                title: t("list.state"),
                cell: (each) => (
                  <Badge tone={toneOf(stateOf(each))}>{t(`state.${stateOf(each)}`)}</Badge>
                ),
              },
              { title: t("list.rows"), cell: ({ sheet }) => number.format(sheet.rows) },
              {
                title: t("list.files"),
                cell: ({ file_counts }) => number.format(file_counts.total ?? 0),
              },
              {
                title: t("list.encounters"),
                cell: ({ encounters }) => number.format(encounters),
              },
              {
                title: t("list.begun"),
                cell: ({ created_at }) => formatMoment(created_at, i18n.language),
              },
            ]}
          />
        )}
      </PagedList>
    </Page>
  );
}

/** Begins an import and goes to its page. Pressed twice, it is still one import. */
function NewImport() {
  const { t } = useTranslation("imports");
  const navigate = useNavigate();
  const [key] = useState(() => crypto.randomUUID());
  const opening = useMutation({
    mutationFn: () => openImport({}, key),
    onSuccess: ({ id }) => navigate(`/imports/${id}`),
  });
  return (
    <>
      <Button
        look="primary"
        busy={opening.isPending || opening.isSuccess}
        onClick={() => opening.mutate()}
      >
        {t("list.new")}
      </Button>
      {opening.error ? <ProblemNotice error={opening.error} /> : null}
    </>
  );
}
