/** One of the individuals that may be the same animal: its name and its pictures, large enough to compare. */

import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ApiProblem } from "../../api/problem";
import { ProblemNotice } from "../../components/ProblemNotice";
import { pictureUrl } from "../assets/useAssets";
import styles from "./MergeRequestsPage.module.css";
import { useGallery, useIndividual } from "./useIndividuals";

const PICTURES = 4;

export function MergeSide({ individual }: { individual: string }) {
  const { t } = useTranslation("individuals");
  const { data, error } = useIndividual(individual);
  const { items } = useGallery(individual, PICTURES);
  if (error instanceof ApiProblem && error.isMissing) {
    return (
      <section className={styles.side}>
        <p>{t("requests.hidden")}</p>
      </section>
    );
  }
  if (error) {
    return <ProblemNotice error={error} />;
  }
  const name = data?.name ?? t("nameless");
  return (
    <section className={styles.side} aria-label={name}>
      <h3>
        <Link to={`/individuals/${individual}`}>{name}</Link>
      </h3>
      <p>{data ? t("encounters", { count: data.encounters_count }) : null}</p>
      {items.length > 0 ? (
        <ul className={styles.pictures}>
          {items.map(({ annotation, asset, viewpoint }, index) => (
            <li key={annotation}>
              <img
                src={pictureUrl(asset, "medium")}
                alt={t("pictureOf", { number: index + 1, viewpoint: viewpoint ?? "" }).trim()}
              />
            </li>
          ))}
        </ul>
      ) : (
        <p>{t("noPictures")}</p>
      )}
    </section>
  );
}
