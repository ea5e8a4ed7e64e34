import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Encounter } from "../../api/types";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { useShortcuts } from "../../components/useShortcuts";
import { WhatWasSeen } from "../annotations/WhatWasSeen";
import { AssetPicture } from "../assets/AssetPicture";
import { assetsOf, pictureUrl, useEncounterAssets } from "../assets/useAssets";
import { usePermissions } from "../permissions/usePermissions";
import { EncounterFacts } from "./EncounterFacts";
import { RejectDialog } from "./RejectDialog";
import styles from "./ReviewPage.module.css";
import type { Reviewing } from "./useReviewing";

interface ReviewQueueProps {
  encounters: Encounter[];
  total: number;
  reviewing: Reviewing;
}

export function ReviewQueue({ encounters, total, reviewing }: ReviewQueueProps) {
  const { t } = useTranslation("encounters");
  const [position, setPosition] = useState(0);
  const [isRejecting, setIsRejecting] = useState(false);
  const deciding = useRef<HTMLDivElement>(null);
  const at = Math.min(position, encounters.length - 1);
  const current = encounters[at];
  const permissions = usePermissions(current && { kind: "encounter", id: current.id });
  const { items } = useEncounterAssets(encounters.map(({ id }) => id));

  const go = (step: number) => setPosition(Math.max(0, Math.min(encounters.length - 1, at + step)));

  const mayReview = permissions.may("approve") && !reviewing.isPending;
  useShortcuts({
    j: () => go(1),
    k: () => go(-1),
    a: () => mayReview && current && reviewing.act(current.id, { kind: "approve" }),
    r: () => mayReview && current && setIsRejecting(true),
  });

  // Whoever decides with Tab and Enter goes on from there: the pressed button is gone until it is known who may press the next.
  const shown = useRef(current?.id);
  useEffect(() => {
    if (shown.current !== current?.id && document.activeElement === document.body) {
      deciding.current?.focus({ preventScroll: true });
    }
    shown.current = current?.id;
  }, [current?.id]);

  if (!current) {
    return null;
  }
  const pictures = assetsOf(items, current.id);
  return (
    <div className={styles.review}>
      <div className={styles.pictures}>
        {pictures.map((asset) => (
          <div key={asset.id}>
            <AssetPicture asset={asset} size="large" encounter={current.id} />
            <WhatWasSeen
              annotation={asset.annotations.find((each) => each.encounter === current.id)}
            />
          </div>
        ))}
        {items && pictures.length === 0 ? <p className={styles.none}>{t("noPhoto")}</p> : null}
      </div>
      <Card className={styles.decide}>
        {/* biome-ignore lint/a11y/useSemanticElements: nothing is filled in here */}
        <div
          ref={deciding}
          role="group"
          aria-label={t("review.title")}
          tabIndex={-1}
          className={styles.steps}
        >
          <Button look="quiet" disabled={at === 0} onClick={() => go(-1)}>
            ← {t("review.previous")}
          </Button>
          <span aria-live="polite">{t("review.position", { position: at + 1, total })}</span>
          <Button look="quiet" disabled={at === encounters.length - 1} onClick={() => go(1)}>
            {t("review.next")} →
          </Button>
        </div>
        {permissions.may("approve") ? (
          <div className={styles.buttons}>
            <Button
              look="primary"
              busy={reviewing.isPending}
              onClick={() => reviewing.act(current.id, { kind: "approve" })}
            >
              {t("review.approve")}
            </Button>
            <Button
              look="danger"
              disabled={reviewing.isPending}
              onClick={() => setIsRejecting(true)}
            >
              {t("review.reject")}
            </Button>
          </div>
        ) : (
          <p>{permissions.whyNot("approve")}</p>
        )}
        <EncounterFacts encounter={current} />
        <Link to={`/encounters/${current.id}`}>{t("review.open")}</Link>
        <Keys />
      </Card>
      <ol className={styles.queue} aria-label={t("review.queue")}>
        {encounters.map((encounter, index) => (
          <li key={encounter.id}>
            <button
              type="button"
              className={styles.thumbnail}
              aria-current={index === at}
              aria-label={t("review.position", { position: index + 1, total })}
              onClick={() => setPosition(index)}
            >
              <Thumbnail asset={assetsOf(items, encounter.id)[0]?.id} />
            </button>
          </li>
        ))}
      </ol>
      {isRejecting ? (
        <RejectDialog
          onClose={() => setIsRejecting(false)}
          onReject={(reason) => {
            setIsRejecting(false);
            reviewing.act(current.id, { kind: "reject", reason });
          }}
        />
      ) : null}
    </div>
  );
}

function Thumbnail({ asset }: { asset: string | undefined }) {
  return asset ? <img src={pictureUrl(asset, "thumbnail")} alt="" loading="lazy" /> : null;
}

const KEYS = [
  ["j", "keyNext"],
  ["k", "keyPrevious"],
  ["a", "keyApprove"],
  ["r", "keyReject"],
  ["u", "keyUndo"],
] as const;

function Keys() {
  const { t } = useTranslation("encounters");
  return (
    <p className={styles.keys}>
      {t("review.keys")}:{" "}
      {KEYS.map(([key, meaning]) => (
        <span key={key}>
          <kbd>{key}</kbd> {t(`review.${meaning}`)}
        </span>
      ))}
    </p>
  );
}
