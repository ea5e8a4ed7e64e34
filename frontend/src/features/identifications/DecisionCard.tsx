/** What a person decides about the picture: it is this one, a new one, none of them, or it cannot be told. */

import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ApiProblem } from "../../api/problem";
import type { CandidateIndividual, Identification, Query } from "../../api/types";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Notice } from "../../components/Notice";
import { ProblemNotice, useProblemSentence } from "../../components/ProblemNotice";
import { useToast } from "../../components/Toast";
import type { PermissionAnswers } from "../permissions/usePermissions";
import styles from "./IdentificationPage.module.css";
import { NewIndividualDialog } from "./NewIndividualDialog";
import {
  type DecisionRequest,
  decisionAbout,
  isDecidedElsewhere,
  useDecide,
  useUndoDecision,
} from "./useIdentifications";

interface DecisionCardProps {
  identification: Identification;
  query: Query;
  candidate: CandidateIndividual | undefined;
  /** Whether several pictures were asked as one, and this is about all of them. */
  together: boolean;
  permissions: PermissionAnswers;
}

interface LedTo {
  /** Whether somebody went on to it from what they decided before. */
  isLedTo: boolean;
}

/**
 * Whoever decides by keyboard goes on from there: the pressed button is gone once the decision is made or undone, and so is
 * all that had the focus once the next picture is shown. There the pictures are looked at before a button is pressed.
 */
export function DecisionCard({ isLedTo, ...props }: DecisionCardProps & LedTo) {
  const { t } = useTranslation("identifications");
  const card = useRef<HTMLDivElement>(null);
  const before = useRef(props.query.review);
  const { review } = props.query;
  useEffect(() => {
    if (before.current !== review && document.activeElement === document.body) {
      card.current?.querySelector("button")?.focus();
    }
    before.current = review;
  }, [review]);
  useEffect(() => {
    if (isLedTo) {
      card.current?.focus({ preventScroll: true });
    }
  }, [isLedTo]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: what is decided is no form to be filled in
    <div ref={card} role="group" aria-label={t("decide.title")} tabIndex={-1}>
      <Deciding {...props} />
    </div>
  );
}

function Deciding({ identification, query, candidate, together, permissions }: DecisionCardProps) {
  const { t } = useTranslation("identifications");
  const toast = useToast();
  const sentence = useProblemSentence();
  const decide = useDecide(identification.id);
  const [isNaming, setIsNaming] = useState(false);
  const choose = (request: Omit<DecisionRequest, "annotation">) =>
    decide.mutate(
      { annotation: query.annotation, ...(together ? { together } : {}), ...request },
      {
        onSuccess: () => setIsNaming(false),
        onError: (error) => {
          if (isDecidedElsewhere(error)) {
            // What was decided takes the place of the buttons; said is why none of them did anything.
            setIsNaming(false);
            decide.reset();
            toast({ tone: "bad", message: sentence(error) });
          }
        },
      },
    );

  if (query.review !== "unreviewed") {
    return <Decided identification={identification} query={query} />;
  }
  if (!permissions.may("edit")) {
    const why = permissions.whyNot("edit");
    return why ? <Notice>{why}</Notice> : null;
  }
  const individual = candidate?.individual;
  return (
    <Card>
      <h2>{t("decide.title")}</h2>
      {query.individual?.name ? <p>{t("decide.soFar", { name: query.individual.name })}</p> : null}
      {decide.error && !isNaming ? <ProblemNotice error={decide.error} /> : null}
      {isRefusedToOrphan(decide.error) && decide.variables ? (
        <Button
          look="danger"
          onClick={() => decide.variables && decide.mutate({ ...decide.variables, cascade: true })}
        >
          {t("decide.goOn")}
        </Button>
      ) : null}
      <div className={styles.decisions}>
        {candidate ? (
          <Button
            look="primary"
            busy={decide.isPending}
            onClick={() =>
              choose({
                decision: "matched",
                ...(individual
                  ? { individual: individual.id }
                  : { candidate: candidate.annotation }),
              })
            }
          >
            {individual?.name
              ? t("decide.match", { name: individual.name })
              : t("decide.matchUnnamed")}
          </Button>
        ) : null}
        <Button busy={decide.isPending} onClick={() => setIsNaming(true)}>
          {t("decide.new")}
        </Button>
        <Button busy={decide.isPending} onClick={() => choose({ decision: "no_match" })}>
          {t("decide.noMatch")}
        </Button>
        <Button busy={decide.isPending} onClick={() => choose({ decision: "unidentifiable" })}>
          {t("decide.unidentifiable")}
        </Button>
      </div>
      {isNaming ? (
        <NewIndividualDialog
          error={decide.error}
          busy={decide.isPending}
          onClose={() => setIsNaming(false)}
          onCreate={(name) => choose({ decision: "new_individual", ...(name ? { name } : {}) })}
        />
      ) : null}
    </Card>
  );
}

/** Somebody would be left without any encounter: the server asks before that happens. */
function isRefusedToOrphan(error: Error | null): boolean {
  return error instanceof ApiProblem && error.faults.some(({ code }) => code === "would_orphan");
}

function Decided({ identification, query }: { identification: Identification; query: Query }) {
  const { t } = useTranslation("identifications");
  const toast = useToast();
  const undo = useUndoDecision(identification.id);
  const decision = decisionAbout(identification, query.annotation);
  const individual = decision?.individual ?? query.individual;
  const name = individual?.name ?? t("decide.someone");
  return (
    <Notice tone="good">
      <p>
        {query.review === "unreviewed" ? null : t(`decide.done.${query.review}`, { name })}{" "}
        {individual ? (
          <Link to={`/individuals/${individual.id}`}>{t("decide.toIndividual", { name })}</Link>
        ) : null}
      </p>
      {decision?.undoable ? (
        <Button
          busy={undo.isPending}
          onClick={() =>
            undo.mutate(decision.id, { onSuccess: () => toast({ message: t("decide.undone") }) })
          }
        >
          {t("decide.undo")}
        </Button>
      ) : null}
      {undo.error ? <ProblemNotice error={undo.error} /> : null}
    </Notice>
  );
}
