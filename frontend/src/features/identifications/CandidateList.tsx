/** The ranked individuals, the best first. */

import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { CandidateIndividual } from "../../api/types";
import { pictureUrl } from "../assets/useAssets";
import styles from "./CandidateList.module.css";
import { formatScore } from "./formatScore";
import { formatProbability, likelihood } from "./likelihood";

interface CandidateListProps {
  candidates: CandidateIndividual[];
  chosen: number;
  onChoose: (index: number) => void;
}

export function CandidateList({ candidates, chosen, onChoose }: CandidateListProps) {
  const { t, i18n } = useTranslation("identifications");
  const current = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new choice is what brings its row into view
  useEffect(() => {
    current.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [chosen]);
  return (
    <ol className={styles.list} aria-label={t("candidates")}>
      {candidates.map((candidate, index) => (
        <li key={candidate.annotation}>
          <button
            ref={index === chosen ? current : undefined}
            type="button"
            className={styles.candidate}
            aria-current={index === chosen}
            onClick={() => onChoose(index)}
          >
            {candidate.asset ? (
              <img
                className={styles.picture}
                src={pictureUrl(candidate.asset, "thumbnail")}
                alt=""
                loading="lazy"
              />
            ) : (
              <span className={styles.picture} />
            )}
            <span className={styles.words}>
              <span className={styles.name}>{candidate.individual?.name ?? t("unnamed")}</span>
              <span className={styles.score}>
                {t("rank", { rank: index + 1 })} ·{" "}
                {t("score", { score: formatScore(candidate.score, i18n.language) })}
              </span>
              {candidate.refused ? (
                <span className={styles.sure}>{t("refused")}</span>
              ) : (
                <HowSure probability={candidate.probability} />
              )}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function HowSure({ probability }: { probability: number | null | undefined }) {
  const { t, i18n } = useTranslation("identifications");
  const word = likelihood(probability);
  if (word === null || probability === null || probability === undefined) {
    return null;
  }
  const percent = formatProbability(probability, i18n.language);
  return <span className={styles.sure}>{t(`likelihood.${word}`, { percent })}</span>;
}
