import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client";
import type { Annotation, Asset, Encounter } from "../../api/types";
import { Button } from "../../components/Button";
import { Loading } from "../../components/Loading";
import { useProblemSentence } from "../../components/ProblemNotice";
import { useToast } from "../../components/Toast";
import { useServerWords } from "../../i18n/useServerWords";
import { BoxDialog } from "../annotations/BoxDialog";
import { WhatWasSeen } from "../annotations/WhatWasSeen";
import { AssetPicture } from "../assets/AssetPicture";
import type { PermissionAnswers } from "../permissions/usePermissions";
import styles from "./EncounterPage.module.css";
import { useRefreshEncounters } from "./useEncounters";

interface EncounterPicturesProps {
  encounter: Pick<Encounter, "id" | "species">;
  assets: Asset[] | undefined;
  permissions: PermissionAnswers;
}

/** All pictures of an encounter, large, its own box standing out. */
export function EncounterPictures({
  encounter: { id: encounter, species },
  assets,
  permissions,
}: EncounterPicturesProps) {
  const { t } = useTranslation("encounters");
  const { reason } = useServerWords();
  const [edited, setEdited] = useState<{ asset: Asset; annotation: Annotation | undefined } | null>(
    null,
  );
  if (!assets) {
    return <Loading />;
  }
  if (assets.length === 0) {
    return <p>{t("page.noPictures")}</p>;
  }
  return (
    <div className={styles.pictures}>
      {assets.map((asset) => (
        <figure key={asset.id}>
          <AssetPicture asset={asset} size="large" encounter={encounter} />
          <figcaption className={styles.caption}>
            <span>
              {asset.name}
              {asset.reason ? ` · ${reason(asset.reason)}` : ""}
            </span>
            {permissions.may("edit") ? (
              <PictureActions
                asset={asset}
                annotation={asset.annotations.find((each) => each.encounter === encounter)}
                onEdit={(annotation) => setEdited({ asset, annotation })}
              />
            ) : null}
            <WhatWasSeen
              annotation={asset.annotations.find((each) => each.encounter === encounter)}
            />
          </figcaption>
        </figure>
      ))}
      {edited ? (
        <BoxDialog {...edited} {...{ encounter, species }} onClose={() => setEdited(null)} />
      ) : null}
    </div>
  );
}

interface PictureActionsProps {
  asset: Asset;
  annotation: Annotation | undefined;
  onEdit: (annotation: Annotation | undefined) => void;
}

function PictureActions({ asset, annotation, onEdit }: PictureActionsProps) {
  const { t } = useTranslation("encounters");
  const toast = useToast();
  const sentence = useProblemSentence();
  const refresh = useRefreshEncounters();
  const detect = useMutation({
    mutationFn: () =>
      answer(api.POST("/assets/{id}/detect", { params: { path: { id: asset.id } } })),
    onSuccess: () => {
      toast({ message: t("page.detecting") });
      return refresh();
    },
    onError: (error) => toast({ tone: "bad", message: sentence(error) }),
  });
  return (
    <span>
      <Button look="quiet" onClick={() => onEdit(annotation)}>
        {t("page.editBox")}
      </Button>
      {annotation ? null : (
        <Button look="quiet" busy={detect.isPending} onClick={() => detect.mutate()}>
          {t("page.detectAgain")}
        </Button>
      )}
    </span>
  );
}
