/** What did this person decide in the queue, and how is it taken back? Holds also once the queue is empty. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProblemSentence } from "../../components/ProblemNotice";
import { useToast } from "../../components/Toast";
import { useShortcuts } from "../../components/useShortcuts";
import { type ReviewAction, useReviewAction } from "./useEncounters";

export interface Reviewing {
  isPending: boolean;
  act: (id: string, action: Exclude<ReviewAction, { kind: "unapprove" }>) => void;
}

/** Decides and says so, with the way back: by the button, or by the key u, which takes the last back first. */
export function useReviewing(): Reviewing {
  const { t } = useTranslation(["encounters", "common"]);
  const toast = useToast();
  const sentence = useProblemSentence();
  const { mutateAsync, isPending } = useReviewAction();
  const [reviewed, setReviewed] = useState<string[]>([]);
  const last = reviewed.at(-1);
  const tellRefusal = (error: Error) => toast({ tone: "bad", message: sentence(error) });

  function undo(id: string) {
    mutateAsync({ id, action: { kind: "unapprove" } }).then(() => {
      setReviewed((before) => before.filter((each) => each !== id));
      toast({ message: t("review.undone") });
    }, tellRefusal);
  }

  useShortcuts({ u: () => last && !isPending && undo(last) });

  return {
    isPending,
    act: (id, action) => {
      mutateAsync({ id, action }).then(() => {
        setReviewed((before) => [...before, id]);
        toast({
          message: action.kind === "approve" ? t("review.approved") : t("review.rejected"),
          action: { label: t("common:action.undo"), run: () => undo(id) },
        });
      }, tellRefusal);
    },
  };
}
