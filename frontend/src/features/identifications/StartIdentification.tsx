import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Asset } from "../../api/types";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { ProblemNotice } from "../../components/ProblemNotice";
import { pictureUrl } from "../assets/useAssets";
import type { PermissionAnswers } from "../permissions/usePermissions";
import styles from "./StartIdentification.module.css";
import { type Question, useStartIdentification } from "./useIdentifications";

interface StartIdentificationProps {
  encounter: string;
  assets: Asset[] | undefined;
  permissions: PermissionAnswers;
}

/** Asks the system who the animal of an encounter is, by all of its pictures or by one. */
export function StartIdentification({ encounter, assets, permissions }: StartIdentificationProps) {
  const { t } = useTranslation("identifications");
  const navigate = useNavigate();
  const start = useStartIdentification();
  if (!permissions.may("identify")) {
    return null;
  }
  const pictures = (assets ?? []).flatMap((asset) =>
    asset.annotations
      .filter((each) => each.encounter === encounter)
      .map(({ id }) => ({ asset, annotation: id })),
  );
  const ask = (question: Question) =>
    start.mutate(question, { onSuccess: ({ id }) => navigate(`/identifications/${id}`) });
  const isSeveral = pictures.length > 1;
  return (
    <Card>
      <h2>{t("start.title")}</h2>
      <p>{t("start.hint")}</p>
      {isSeveral ? <p>{t("start.together", { count: pictures.length })}</p> : null}
      {start.error ? <ProblemNotice error={start.error} /> : null}
      <Button look="primary" busy={start.isPending} onClick={() => ask({ encounter })}>
        {t("start.action")}
      </Button>
      {isSeveral ? (
        <details>
          <summary>{t("start.single")}</summary>
          <ul className={styles.pictures}>
            {pictures.map(({ asset, annotation }) => (
              <li key={annotation}>
                <button
                  type="button"
                  className={styles.picture}
                  disabled={start.isPending}
                  onClick={() => ask({ annotations: [annotation] })}
                >
                  <img src={pictureUrl(asset.id, "thumbnail")} alt="" loading="lazy" />
                  <span>{t("start.only", { name: asset.name })}</span>
                </button>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </Card>
  );
}
