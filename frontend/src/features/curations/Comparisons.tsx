/** One comparison after the other: two pictures, why they are asked about, and three answers under three keys. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Curation, CurationQuestion } from "../../api/types";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { EmptyState } from "../../components/EmptyState";
import { useProblemSentence } from "../../components/ProblemNotice";
import { Progress } from "../../components/Progress";
import { useToast } from "../../components/Toast";
import { useShortcuts } from "../../components/useShortcuts";
import { ExplainedPair } from "../identifications/ExplainedPair";
import { useAskedAnew, useEvidence } from "../identifications/useEvidence";
import styles from "./Curations.module.css";
import { isWaiting, type Said, useAnswer, useRenew, useUndoAnswer } from "./useCurations";

const ANSWERS: { said: Said; key: string; look: "primary" | "secondary" }[] = [
  { said: "same", key: "1", look: "primary" },
  { said: "different", key: "2", look: "secondary" },
  { said: "cannot_tell", key: "3", look: "secondary" },
];

export function Comparisons({ curation }: { curation: Curation }) {
  const { t } = useTranslation("curations");
  const toast = useToast();
  const sentence = useProblemSentence();
  const answer = useAnswer(curation.id);
  const undo = useUndoAnswer(curation.id);
  const renew = useRenew(curation.id);
  // What was just answered, until the answer that has arrived takes it off the list: it may be asked again later.
  const [done, setDone] = useState<string[]>([]);
  const [question, following] = curation.questions.filter((each) => !done.includes(keyOf(each)));
  const comparison = { noun: "curations", id: curation.id } as const;
  useAskedAnew(comparison, isWaiting(curation));
  // While somebody looks at this pair, the points of the next are found, which takes a moment where nobody has asked yet.
  useEvidence({
    comparison,
    query: following?.first.annotation ?? "",
    annotation: following?.second.annotation,
  });
  const last = curation.answers.find(({ undone_at }) => undone_at === null);
  const onError = (error: Error) => toast({ tone: "bad", message: sentence(error) });

  function say(said: Said) {
    if (!question || answer.isPending) {
      return;
    }
    const { first, second } = question;
    const key = keyOf(question);
    setDone((before) => [...before, key]);
    answer.mutate(
      { first: first.annotation, second: second.annotation, answer: said },
      { onSettled: () => setDone((before) => before.filter((each) => each !== key)), onError },
    );
  }

  function takeBack() {
    if (!last || undo.isPending) {
      return;
    }
    undo.mutate(last.id, {
      onSuccess: () => toast({ message: t("undone") }),
      onError,
    });
  }

  useShortcuts({
    ...Object.fromEntries(ANSWERS.map(({ key, said }) => [key, () => say(said)])),
    u: takeBack,
  });

  if (!question && isWaiting(curation)) {
    return (
      <Card>
        <p aria-live="polite">{t("thinking")}</p>
        <Progress label={t("thinking")} done={0} total={null} />
      </Card>
    );
  }
  const takeBackButton = (
    <Button look="quiet" disabled={!last} busy={undo.isPending} onClick={takeBack}>
      {t("undo")} <kbd>U</kbd>
    </Button>
  );
  if (!question) {
    return (
      <EmptyState title={t("emptyTitle")} action={last ? takeBackButton : null}>
        {isLeft(curation) ? t("emptyOthers") : t("emptyText")}
      </EmptyState>
    );
  }
  return (
    <Card>
      <h2>{t("question")}</h2>
      <ExplainedPair
        key={keyOf(question)}
        comparison={comparison}
        query={question.first}
        candidate={question.second}
        names={[
          <Name key="first" side={question.first} />,
          <Name key="second" side={question.second} />,
        ]}
        missing={
          <>
            {t("pointsGone")}{" "}
            <Button
              look="quiet"
              busy={renew.isPending || isWaiting(curation)}
              onClick={() => renew.mutate(undefined, { onError })}
            >
              {t("again")}
            </Button>
          </>
        }
      />
      <div className={styles.answers}>
        {ANSWERS.map(({ said, key, look }) => (
          <Button key={said} look={look} busy={answer.isPending} onClick={() => say(said)}>
            {t(`answer.${said}`)} <kbd>{key}</kbd>
          </Button>
        ))}
        {takeBackButton}
      </div>
    </Card>
  );
}

function Name({ side: { encounter, individual } }: { side: CurationQuestion["first"] }) {
  const { t } = useTranslation("curations");
  return <Link to={`/encounters/${encounter}`}>{individual?.name ?? t("unnamed")}</Link>;
}

function keyOf({ first, second }: CurationQuestion): string {
  return `${first.annotation} ${second.annotation}`;
}

/** Whether others have something to answer: here is nothing to ask. */
function isLeft({ open, unlikely, for_others }: Curation): boolean {
  return Boolean(open || unlikely || for_others?.open || for_others?.unlikely);
}
