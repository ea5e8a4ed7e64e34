/** One project: what it is about, who is in it, and as what. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import type { Project } from "../../api/types";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Loading } from "../../components/Loading";
import { Page, Section } from "../../components/Page";
import { ProblemNotice, useProblemSentence } from "../../components/ProblemNotice";
import { useToast } from "../../components/Toast";
import { useSession } from "../accounts/session";
import { usePermissions } from "../permissions/usePermissions";
import { AddMemberDialog } from "./AddMemberDialog";
import { ProjectDialog } from "./ProjectDialog";
import { ProjectMembers } from "./ProjectMembers";
import { useChangeProject, useDeleteProject, useProject, useSetMember } from "./useProjects";

export function ProjectPage() {
  const { id = "" } = useParams();
  const { data, error, refetch } = useProject(id);
  if (!data) {
    return error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Loading />;
  }
  return <ProjectView project={data} />;
}

type Asked = "change" | "delete" | "leave" | "add" | null;

function ProjectView({ project }: { project: Project }) {
  const { t } = useTranslation(["together", "common"]);
  const { user } = useSession();
  const permissions = usePermissions();
  const navigate = useNavigate();
  const toast = useToast();
  const sentence = useProblemSentence();
  const change = useChangeProject(project.id);
  const remove = useDeleteProject(project.id);
  const setMember = useSetMember(project.id);
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const mine = project.members.find((member) => member.user === user?.id);
  const mayManage = mine?.role === "manager" || permissions.may("manage_users");
  const refused = (error: Error) => toast({ tone: "bad", message: sentence(error) });
  const goAway = { onSuccess: () => void navigate("/projects"), onError: refused };

  return (
    <Page
      title={project.name}
      above={<Link to="/projects">{t("projects.title")}</Link>}
      actions={
        <>
          {mayManage ? (
            <Button onClick={() => setAsked("change")}>{t("common:action.edit")}</Button>
          ) : null}
          {mine ? <Button onClick={() => setAsked("leave")}>{t("project.leave")}</Button> : null}
          {mayManage ? (
            <Button look="danger" onClick={() => setAsked("delete")}>
              {t("project.delete")}
            </Button>
          ) : null}
        </>
      }
    >
      {project.description ? <p>{project.description}</p> : null}
      <Section
        title={t("project.people")}
        actions={
          mayManage ? <Button onClick={() => setAsked("add")}>{t("member.add")}</Button> : null
        }
      >
        <ProjectMembers
          members={project.members}
          mayManage={mayManage}
          onChange={(member, role) =>
            setMember.mutate({ user: member, role }, { onError: refused })
          }
        />
      </Section>
      {asked === "change" ? (
        <ProjectDialog
          title={project.name}
          text={project}
          busy={change.isPending}
          error={change.error}
          onClose={close}
          onSave={(text) => change.mutate(text, { onSuccess: close })}
        />
      ) : null}
      {asked === "add" ? <AddMemberDialog project={project} onClose={close} /> : null}
      {asked === "delete" ? (
        <Dialog
          title={t("project.deleteTitle")}
          onClose={close}
          actions={
            <Button
              look="danger"
              busy={remove.isPending}
              onClick={() => remove.mutate(undefined, { ...goAway, onSettled: close })}
            >
              {t("project.delete")}
            </Button>
          }
        >
          <p>{t("project.deleteText")}</p>
        </Dialog>
      ) : null}
      {asked === "leave" && user ? (
        <Dialog
          title={t("project.leaveTitle")}
          onClose={close}
          actions={
            <Button
              look="danger"
              busy={setMember.isPending}
              onClick={() =>
                setMember.mutate({ user: user.id, role: null }, { ...goAway, onSettled: close })
              }
            >
              {t("project.leave")}
            </Button>
          }
        >
          <p>{t("project.leaveText")}</p>
        </Dialog>
      ) : null}
    </Page>
  );
}
