/** An import is removed or brought back by the server; one may leave the page meanwhile, and is told when one stays. */

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useProblemSentence } from "../../components/ProblemNotice";
import { useToast } from "../../components/Toast";
import { type RemovalStep, takeRemovalStep } from "./importApi";
import type { BulkImport } from "./types";
import { importKey } from "./useImport";

/** Has the import removed, or brought back. */
export function useRemoval(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (step: RemovalStep) => takeRemovalStep(id, step),
    onSuccess: (_, step) => {
      // Shown as begun at once, for a small import is gone before the next answer, which is asked for soon.
      client.setQueryData<BulkImport>(
        importKey(id),
        (before) => before && { ...before, removal: step === "remove" ? "removing" : "restoring" },
      );
      void client.invalidateQueries({ queryKey: ["bulk-imports", "list"] });
    },
  });
}

/** Says that the import is gone as soon as it is, with the way back, and leaves its page. */
export function useToldRemoval(found: BulkImport): void {
  const { t } = useTranslation("imports");
  const client = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const sentence = useProblemSentence();
  const before = useRef(found.removal);
  useEffect(() => {
    const was = before.current;
    before.current = found.removal;
    if (found.removal !== null || (was !== "removing" && was !== "restoring")) {
      return;
    }
    // Its encounters, sightings and animals are shown in many places.
    void client.invalidateQueries();
    if (was === "removing" && found.deleted_at) {
      // The page is left by then, and its import's card shows how far the way back is.
      const restore = () =>
        takeRemovalStep(found.id, "restore").then(
          () => {
            void client.invalidateQueries({ queryKey: ["bulk-imports"] });
            void navigate(`/imports/${found.id}`);
          },
          (error) => toast({ tone: "bad", message: sentence(error) }),
        );
      toast({
        message: t("remove.removed"),
        action: { label: t("remove.restore"), run: () => void restore() },
      });
      void navigate("/imports");
    }
  }, [found, client, navigate, toast, sentence, t]);
}
