/** Says so where the animal is probably none of the known, and what all probabilities stand on. */

import { useTranslation } from "react-i18next";
import type { Query } from "../../api/types";
import { formatProbability } from "./likelihood";
import styles from "./NewAnimalHint.module.css";

const PROBABLY = 0.5;

export function NewAnimalHint({ query }: { query: Query }) {
  const { t, i18n } = useTranslation("identifications");
  const { probability_new: probability, calibration } = query;
  if (probability === null || probability === undefined || !calibration) {
    return null;
  }
  const percent = formatProbability(probability, i18n.language);
  return (
    <div className={styles.hint}>
      {probability >= PROBABLY && <p role="status">{t("probablyNew", { percent })}</p>}
      <p className={styles.origin}>
        {t(`calibration.${calibration.origin}`, {
          count: calibration.positive + calibration.negative,
        })}
      </p>
    </div>
  );
}
