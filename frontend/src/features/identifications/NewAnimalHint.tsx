/** Says so where the animal is probably none of the known, and what all probabilities stand on. */

import { useTranslation } from "react-i18next";
import type { Query } from "../../api/types";
import { formatProbability } from "./likelihood";
import styles from "./NewAnimalHint.module.css";

const PROBABLY = 0.5;

interface NewAnimalHintProps {
  probability: number | null;
  calibration: Query["calibration"];
}

export function NewAnimalHint({ probability, calibration }: NewAnimalHintProps) {
  const { t, i18n } = useTranslation("identifications");
  if (probability === null || !calibration) {
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
