/** Nobody resembles the picture that was asked about, or it cannot be compared: says why, beside the picture. */

import { useTranslation } from "react-i18next";
import type { Query } from "../../api/types";
import { ButtonLink } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { useServerWords } from "../../i18n/useServerWords";
import { hindranceOf } from "../annotations/WhatWasSeen";
import { AssetPicture } from "../assets/AssetPicture";
import { useEncounterAssets } from "../assets/useAssets";
import styles from "./IdentificationPage.module.css";

export function Nobody({ query }: { query: Query }) {
  const { t } = useTranslation(["identifications", "encounters"]);
  const { reason: sayWhy } = useServerWords();
  const { encounter, asset, comparable, reason, identifiability } = query;
  const { items } = useEncounterAssets(encounter ? [encounter] : []);
  const shown = items?.find(({ id }) => id === asset);
  // What cannot be compared has its reason; for the others this may be why nobody resembles them.
  const hindrance = comparable ? hindranceOf(identifiability?.hindrance) : undefined;
  return (
    <>
      {shown ? (
        <figure className={styles.alone}>
          <AssetPicture asset={shown} size="large" {...(encounter ? { encounter } : {})} />
        </figure>
      ) : null}
      <EmptyState
        title={comparable ? t("noneTitle") : t("notComparableTitle")}
        action={
          comparable || !encounter ? null : (
            <ButtonLink to={`/encounters/${encounter}`}>{t("toBox")}</ButtonLink>
          )
        }
      >
        {reason ? sayWhy(reason) : t("noneText")}
        {hindrance ? ` ${t(`encounters:seen.hindrance.${hindrance}`)}` : null}
      </EmptyState>
    </>
  );
}
