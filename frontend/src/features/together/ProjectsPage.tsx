/** The projects that one is in. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { Button, ButtonLink } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Loading } from "../../components/Loading";
import { Page } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { Table } from "../../components/Table";
import { useSession } from "../accounts/session";
import { usePermissions } from "../permissions/usePermissions";
import { ProjectDialog } from "./ProjectDialog";
import { SignInFirst } from "./SignInFirst";
import { useCreateProject, useProjects } from "./useProjects";

export function ProjectsPage() {
  const { t } = useTranslation("together");
  const { user } = useSession();
  const permissions = usePermissions();
  const projects = useProjects(Boolean(user));
  const create = useCreateProject();
  const navigate = useNavigate();
  const [isMaking, setIsMaking] = useState(false);
  const mayMake = permissions.may("work_together");

  if (user === null) {
    return (
      <Page title={t("projects.title")}>
        <SignInFirst />
      </Page>
    );
  }
  const make = mayMake ? (
    <Button look="primary" onClick={() => setIsMaking(true)}>
      {t("projects.make")}
    </Button>
  ) : null;
  return (
    <Page
      title={t("projects.title")}
      actions={
        mayMake ? (
          <>
            <ButtonLink to="/collaborations">{t("collaborations.title")}</ButtonLink>
            {make}
          </>
        ) : null
      }
    >
      {projects.error ? <ProblemNotice error={projects.error} /> : null}
      {projects.isLoading ? <Loading /> : null}
      {projects.data?.items.length === 0 ? (
        <EmptyState title={t("projects.emptyTitle")} action={make}>
          {t("projects.emptyText")}
        </EmptyState>
      ) : null}
      {projects.data?.items.length ? (
        <Table
          label={t("projects.title")}
          rows={projects.data.items}
          keyOf={({ id }) => id}
          columns={[
            {
              title: t("project.name"),
              cell: ({ id, name }) => <Link to={`/projects/${id}`}>{name}</Link>,
            },
            { title: t("project.description"), cell: ({ description }) => description },
            { title: t("project.people"), cell: ({ members }) => members.length },
          ]}
        />
      ) : null}
      {isMaking ? (
        <ProjectDialog
          title={t("projects.make")}
          busy={create.isPending}
          error={create.error}
          onClose={() => {
            setIsMaking(false);
            create.reset();
          }}
          onSave={(text) =>
            create.mutate(text, { onSuccess: ({ id }) => void navigate(`/projects/${id}`) })
          }
        />
      ) : null}
    </Page>
  );
}
