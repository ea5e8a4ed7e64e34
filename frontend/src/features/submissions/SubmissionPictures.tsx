/** The photos of a stored report, each with what was found in it, and the encounters they make. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { answer, api } from "../../api/client";
import type { Asset, Submission } from "../../api/types";
import { Badge, type Tone } from "../../components/Badge";
import { Button } from "../../components/Button";
import { Section } from "../../components/Page";
import { ProblemNotice } from "../../components/ProblemNotice";
import { useServerWords } from "../../i18n/useServerWords";
import { useSession } from "../accounts/session";
import { AssetPicture } from "../assets/AssetPicture";
import { usePermissions } from "../permissions/usePermissions";
import { followUpHeader } from "./followUps";
import styles from "./SubmissionPictures.module.css";
import { isGoingOn } from "./useSubmission";

const TONES: Record<Asset["state"], Tone> = {
  pending: "neutral",
  detecting: "accent",
  detected: "good",
  nothing_found: "attention",
  failed: "bad",
  skipped: "neutral",
};
const ASK_AGAIN_MS = 2000;

interface SubmissionPicturesProps {
  submission: Submission;
  token: string | null;
}

export function SubmissionPictures({ submission, token }: SubmissionPicturesProps) {
  const { t } = useTranslation("submissions");
  const { reason } = useServerWords();
  const { user } = useSession();
  const { data, error } = useQuery({
    // The state is part of the key: when it moves on, so did the pictures.
    queryKey: ["assets", "submission", submission.id, submission.state],
    queryFn: () =>
      answer(
        api.GET("/assets", {
          params: { query: { submission: submission.id } },
          headers: followUpHeader(token),
        }),
      ),
    refetchInterval: ({ state }) =>
      isGoingOn(submission) || state.data?.items.some(isLookedAt) ? ASK_AGAIN_MS : false,
    placeholderData: (before) => before,
  });
  return (
    <>
      <Section title={t("page.photos")}>
        {error ? <ProblemNotice error={error} /> : null}
        <ul className={styles.pictures}>
          {(data?.items ?? []).map((asset) => (
            <li key={asset.id} className={styles.picture}>
              <AssetPicture asset={asset} size="thumbnail" token={token} />
              <span className={styles.name}>{asset.name}</span>
              <span>
                <Badge tone={TONES[asset.state]}>
                  {t(`assetState.${asset.state}`, { count: asset.annotations.length })}
                </Badge>
              </span>
              {asset.reason ? <p>{reason(asset.reason)}</p> : null}
              {asset.state === "failed" && user ? <LookAgain asset={asset} /> : null}
            </li>
          ))}
        </ul>
      </Section>
      {user && submission.encounters.length > 0 ? (
        <Section title={t("page.encounters")}>
          <ul>
            {submission.encounters.map((encounter, index) => (
              <li key={encounter}>
                <Link to={`/encounters/${encounter}`}>
                  {t("page.encounter", { number: index + 1 })}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}

function isLookedAt({ state }: Asset): boolean {
  return state === "pending" || state === "detecting";
}

/** Has a picture looked at once more with which something went wrong, for who may change it. */
function LookAgain({ asset }: { asset: Asset }) {
  const { t } = useTranslation("submissions");
  const client = useQueryClient();
  const permissions = usePermissions({ kind: "asset", id: asset.id });
  const again = useMutation({
    mutationFn: () =>
      answer(api.POST("/assets/{id}/detect", { params: { path: { id: asset.id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["assets", "submission"] }),
  });
  if (!permissions.may("edit")) {
    return null;
  }
  return (
    <>
      <Button
        busy={again.isPending}
        aria-label={t("page.lookAgainAt", { name: asset.name })}
        onClick={() => again.mutate()}
      >
        {t("page.lookAgain")}
      </Button>
      {again.error ? <ProblemNotice error={again.error} /> : null}
    </>
  );
}
