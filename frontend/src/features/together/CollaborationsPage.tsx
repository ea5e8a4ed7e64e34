/** To whom one has opened one's data, who has opened theirs, and what holds: the lesser of both. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Collaboration, CollaborationLevel } from "../../api/types";
import { Badge } from "../../components/Badge";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Loading } from "../../components/Loading";
import { Notice } from "../../components/Notice";
import { Page } from "../../components/Page";
import { ProblemNotice, useProblemSentence } from "../../components/ProblemNotice";
import { Select } from "../../components/Select";
import { Table } from "../../components/Table";
import { useToast } from "../../components/Toast";
import { useSession } from "../accounts/session";
import { usePermissions } from "../permissions/usePermissions";
import { ProposeDialog } from "./ProposeDialog";
import { SignInFirst } from "./SignInFirst";
import { LEVELS, type Sides, sidesOf, useCollaborations, useSetLevel } from "./useCollaborations";

export function CollaborationsPage() {
  const { t } = useTranslation("together");
  const { user } = useSession();
  const permissions = usePermissions();
  const why = permissions.whyNot("work_together");
  const mayPropose = permissions.may("work_together");
  const { data, error, isLoading } = useCollaborations(Boolean(user) && mayPropose);
  const [isProposing, setIsProposing] = useState(false);

  if (user === null) {
    return (
      <Page title={t("collaborations.title")}>
        <SignInFirst />
      </Page>
    );
  }
  const shown = (data?.items ?? []).flatMap((each): Row[] => {
    const sides = user ? sidesOf(each, user.id) : null;
    return sides ? [{ ...each, ...sides }] : [];
  });
  const propose = mayPropose ? (
    <Button look="primary" onClick={() => setIsProposing(true)}>
      {t("collaborations.propose")}
    </Button>
  ) : null;
  return (
    <Page
      title={t("collaborations.title")}
      above={<Link to="/projects">{t("projects.title")}</Link>}
      actions={propose}
    >
      <p>{t("collaborations.text")}</p>
      {why ? <Notice>{why}</Notice> : null}
      {error ? <ProblemNotice error={error} /> : null}
      {isLoading ? <Loading /> : null}
      {data && shown.length === 0 ? (
        <EmptyState title={t("collaborations.emptyTitle")} action={propose}>
          {t("collaborations.emptyText")}
        </EmptyState>
      ) : null}
      {shown.length > 0 ? <CollaborationTable rows={shown} /> : null}
      {isProposing && user ? (
        <ProposeDialog
          without={[user.id, ...shown.map(({ theirs }) => theirs.user)]}
          onClose={() => setIsProposing(false)}
        />
      ) : null}
    </Page>
  );
}

type Row = Collaboration & Sides;

function CollaborationTable({ rows }: { rows: Row[] }) {
  const { t } = useTranslation("together");
  const setLevel = useSetLevel();
  const toast = useToast();
  const sentence = useProblemSentence();
  const set = (id: string, level: CollaborationLevel) =>
    setLevel.mutate(
      { id, level },
      { onError: (error) => toast({ tone: "bad", message: sentence(error) }) },
    );
  return (
    <Table
      label={t("collaborations.title")}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { title: t("collaborations.with"), cell: ({ theirs }) => theirs.full_name },
        {
          title: t("collaborations.mine"),
          cell: ({ id, mine, theirs }) => (
            <Select
              label={t("collaborations.mineTo", { name: theirs.full_name })}
              value={mine.level}
              options={LEVELS.map((level) => ({ value: level, label: t(`level.${level}`) }))}
              onChange={(level) => set(id, level as CollaborationLevel)}
            />
          ),
        },
        {
          title: t("collaborations.theirs"),
          cell: ({ theirs }) => t(`level.${theirs.level as CollaborationLevel}`),
        },
        { title: t("collaborations.holds"), cell: (row) => <Standing row={row} onSet={set} /> },
      ]}
    />
  );
}

interface StandingProps {
  row: Row;
  onSet: (id: string, level: CollaborationLevel) => void;
}

/** What holds between the two, and the one thing to do about it. */
function Standing({ row: { id, level, mine, theirs }, onSet }: StandingProps) {
  const { t } = useTranslation("together");
  if (level !== "none") {
    return (
      <>
        <Badge tone="good">{t(`level.${level}`)}</Badge>{" "}
        <Button look="quiet" onClick={() => onSet(id, "none")}>
          {t("collaborations.revoke")}
        </Button>
      </>
    );
  }
  if (theirs.level !== "none") {
    return (
      <Button look="primary" onClick={() => onSet(id, theirs.level as CollaborationLevel)}>
        {t("collaborations.accept")}
      </Button>
    );
  }
  return mine.level === "none" ? (
    <Badge>{t("level.none")}</Badge>
  ) : (
    <Badge tone="attention">{t("collaborations.waits")}</Badge>
  );
}
