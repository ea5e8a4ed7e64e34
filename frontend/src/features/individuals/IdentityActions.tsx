/** Merging an individual with another, splitting encounters off it, and taking either back. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Encounter, IdentityOutcome, Individual, MergeOutcome } from "../../api/types";
import { Button } from "../../components/Button";
import { useProblemSentence } from "../../components/ProblemNotice";
import { useToast } from "../../components/Toast";
import { usePermissions } from "../permissions/usePermissions";
import { MergeDialog } from "./MergeDialog";
import { SplitDialog } from "./SplitDialog";
import { useSplit, useUnmerge } from "./useIdentity";

interface IdentityActionsProps {
  individual: Individual;
  encounters: Encounter[];
  /** What was just done, to be shown until the page is left. */
  onDone: (done: Done | null) => void;
}

/** Something that was done, and how it is taken back. */
export interface Done {
  sentence: string;
  /** The individual that it led to. */
  to?: { id: string; name: string };
  undo?: () => void;
}

export function IdentityActions({ individual, encounters, onDone }: IdentityActionsProps) {
  const { t } = useTranslation("individuals");
  const permissions = usePermissions({ kind: "individual", id: individual.id });
  const toast = useToast();
  const sentence = useProblemSentence();
  const unmerge = useUnmerge(individual.id);
  const splitBack = useSplit();
  const [asked, setAsked] = useState<"merge" | "split" | null>(null);
  const takenBack = {
    onSuccess: () => {
      onDone(null);
      toast({ message: t("identity.undone") });
    },
    onError: (error: Error) => toast({ tone: "bad", message: sentence(error) }),
  };

  function merged({ merge, request }: MergeOutcome) {
    setAsked(null);
    onDone(
      request
        ? { sentence: t("merge.asked") }
        : { sentence: t("merge.done"), undo: () => unmerge.mutate(merge, takenBack) },
    );
  }

  function wasSplit({ individual: other, encounters: moved }: IdentityOutcome) {
    setAsked(null);
    if (other === null) {
      return;
    }
    onDone({
      sentence: t("split.done", { count: moved.length }),
      to: { id: other.id, name: other.name ?? t("nameless") },
      undo: () =>
        splitBack.mutate(
          {
            from: other.id,
            encounters: moved.map(({ id }) => id),
            to: individual.id,
            cascade: true,
          },
          takenBack,
        ),
    });
  }

  return (
    <>
      {permissions.may("merge") ? (
        <Button onClick={() => setAsked("merge")}>{t("merge.open")}</Button>
      ) : null}
      {permissions.may("edit") && encounters.length > 1 ? (
        <Button onClick={() => setAsked("split")}>{t("split.open")}</Button>
      ) : null}
      {asked === "merge" ? (
        <MergeDialog individual={individual} onClose={() => setAsked(null)} onMerged={merged} />
      ) : null}
      {asked === "split" ? (
        <SplitDialog
          individual={individual}
          encounters={encounters}
          onClose={() => setAsked(null)}
          onSplit={wasSplit}
        />
      ) : null}
    </>
  );
}

/** Says what was done, with the ways onward and back. */
export function DoneNotice({ done }: { done: Done }) {
  const { t } = useTranslation("common");
  return (
    <p role="status">
      {done.sentence}{" "}
      {done.to ? <Link to={`/individuals/${done.to.id}`}>{done.to.name}</Link> : null}{" "}
      {done.undo ? (
        <Button look="quiet" onClick={done.undo}>
          {t("action.undo")}
        </Button>
      ) : null}
    </p>
  );
}
