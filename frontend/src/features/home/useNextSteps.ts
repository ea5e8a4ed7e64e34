/** What can this person do next? */

import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client";
import type { Statistics, Submission } from "../../api/types";
import { useSession } from "../accounts/session";
import { useMergeRequests, waitsFor } from "../individuals/useMergeRequests";
import { usePermissions } from "../permissions/usePermissions";
import { storedDraft } from "../submissions/reportDraft";

export interface Step {
  text: string;
  to: string;
  action: string;
}

/** Reports that go no further unless their reporter does something. */
const STUCK: Submission["state"][] = ["invalid", "failed"];
/** Older reports than these are not looked through for ones that are stuck. */
const LATEST = 50;

function useStuckReports(isSignedIn: boolean): number {
  const { data } = useQuery({
    queryKey: ["submissions", "latest"],
    queryFn: () => answer(api.GET("/submissions", { params: { query: { limit: LATEST } } })),
    enabled: isSignedIn,
  });
  return (data?.items ?? []).filter(({ state }) => STUCK.includes(state)).length;
}

/** Requests to merge individuals that wait for this person's answer. */
function useWaitingMerges(user: string | undefined, mayVote: boolean): number {
  const { data } = useMergeRequests(user !== undefined && mayVote);
  return (data?.items ?? []).filter((each) => user && waitsFor(each, user)).length;
}

/** The steps, the most pressing first. */
export function useNextSteps(statistics: Statistics | undefined): Step[] {
  const { t } = useTranslation(["home", "common"]);
  const { user } = useSession();
  const permissions = usePermissions();
  const stuck = useStuckReports(Boolean(user));
  const merges = useWaitingMerges(user?.id, permissions.may("work_together"));
  const steps: Step[] = [];
  if (storedDraft().submission) {
    steps.push({ text: t("begun"), to: "/report", action: t("begunAction") });
  }
  if (stuck > 0) {
    steps.push({
      text: t("openReports", { count: stuck }),
      to: "/submissions",
      action: t("openReportsAction"),
    });
  }
  if (merges > 0) {
    steps.push({
      text: t("merges", { count: merges }),
      to: "/individuals/merge-requests",
      action: t("mergesAction"),
    });
  }
  if (statistics && statistics.unapproved > 0 && permissions.may("approve")) {
    steps.push({
      text: t("review", { count: statistics.unapproved }),
      to: "/review",
      action: t("reviewAction"),
    });
  }
  if (statistics && statistics.encounters > statistics.identified && permissions.may("identify")) {
    steps.push({
      text: t("identify"),
      to: "/encounters?identified=false",
      action: t("identifyAction"),
    });
  }
  if (user === null) {
    steps.push({ text: t("signIn"), to: "/sign-in", action: t("common:navigation.signIn") });
  }
  return steps;
}
