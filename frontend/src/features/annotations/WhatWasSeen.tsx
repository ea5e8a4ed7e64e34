/** What networks saw in a box: what kind of animal it may be, and why it can hardly be told from others. */

import { useTranslation } from "react-i18next";
import type { Annotation } from "../../api/types";
import { formatProbability } from "../identifications/likelihood";
import styles from "./WhatWasSeen.module.css";

const HINDRANCES = ["too_small", "blurred", "cut_off", "too_even"] as const;

type Hindrance = (typeof HINDRANCES)[number];

/** What is in the way, where it is one that can be told; undefined where nothing is. */
export function hindranceOf(code: string | null | undefined): Hindrance | undefined {
  return HINDRANCES.find((each) => each === code);
}

export function WhatWasSeen({ annotation }: { annotation: Annotation | undefined }) {
  const { t, i18n } = useTranslation("encounters");
  if (!annotation) {
    return null;
  }
  const { taxon, taxon_score: score, raw_class: word } = annotation;
  const hindrance = hindranceOf(annotation.hindrance);
  if (!taxon && !hindrance) {
    return null;
  }
  return (
    <ul className={styles.seen}>
      {taxon && score !== null ? (
        <li>
          {t("seen.taxon", { taxon, word, percent: formatProbability(score, i18n.language) })}
        </li>
      ) : null}
      {hindrance ? <li>{t(`seen.hindrance.${hindrance}`)}</li> : null}
    </ul>
  );
}
