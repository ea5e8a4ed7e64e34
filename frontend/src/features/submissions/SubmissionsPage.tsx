import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { answer, api } from "../../api/client";
import { usePages } from "../../api/usePages";
import { Badge } from "../../components/Badge";
import { ButtonLink } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Page } from "../../components/Page";
import { PagedList } from "../../components/PagedList";
import { Table } from "../../components/Table";
import { SignInFirst } from "../accounts/SignInFirst";
import { useSession } from "../accounts/session";
import { formatMoment } from "../time/formatTime";
import { toneOf } from "./submissionState";

const PAGE_SIZE = 25;

/** The reports of whoever is signed in, newest first. */
export function SubmissionsPage() {
  const { t, i18n } = useTranslation("submissions");
  const { user } = useSession();
  const pages = usePages(
    ["submissions"],
    (cursor) =>
      answer(
        api.GET("/submissions", {
          params: { query: { limit: PAGE_SIZE, ...(cursor ? { cursor } : {}) } },
        }),
      ),
    Boolean(user),
  );

  if (user === null) {
    return (
      <Page title={t("list.title")}>
        <SignInFirst title={t("list.signInTitle")}>{t("list.signInText")}</SignInFirst>
      </Page>
    );
  }
  const report = (
    <ButtonLink look="primary" to="/report">
      {t("form.title")}
    </ButtonLink>
  );
  return (
    <Page title={t("list.title")} actions={report}>
      <PagedList
        pages={pages}
        empty={
          <EmptyState title={t("list.emptyTitle")} action={report}>
            {t("list.emptyText")}
          </EmptyState>
        }
      >
        {(submissions) => (
          <Table
            label={t("list.title")}
            rows={submissions}
            keyOf={({ id }) => id}
            columns={[
              {
                title: t("list.sent"),
                cell: ({ id, created_at }) => (
                  <Link to={`/submissions/${id}`}>{formatMoment(created_at, i18n.language)}</Link>
                ),
              },
              {
                title: t("list.state"),
                cell: ({ state }) => <Badge tone={toneOf(state)}>{t(`state.${state}`)}</Badge>,
              },
              { title: t("list.files"), cell: ({ files }) => files.length },
              { title: t("list.encounters"), cell: ({ encounters }) => encounters.length },
            ]}
          />
        )}
      </PagedList>
    </Page>
  );
}
