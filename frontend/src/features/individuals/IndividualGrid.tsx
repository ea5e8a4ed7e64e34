import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Individual } from "../../api/types";
import { pictureUrl } from "../assets/useAssets";
import styles from "../encounters/EncounterGrid.module.css";
import { useSpeciesName } from "../species/useSpecies";
import { useGallery } from "./useIndividuals";

/** Individuals by their portraits. */
export function IndividualGrid({ individuals }: { individuals: Individual[] }) {
  return (
    <ul className={styles.grid}>
      {individuals.map((individual) => (
        <IndividualTile key={individual.id} individual={individual} />
      ))}
    </ul>
  );
}

function IndividualTile({ individual }: { individual: Individual }) {
  const { t } = useTranslation("individuals");
  const speciesName = useSpeciesName();
  const [portrait] = useGallery(individual.id, 1).items;
  return (
    <li className={styles.tile}>
      <Link to={`/individuals/${individual.id}`} className={styles.link}>
        <span className={styles.frame}>
          {portrait ? (
            <img
              className={styles.cover}
              src={pictureUrl(portrait.asset, "thumbnail")}
              alt=""
              loading="lazy"
            />
          ) : null}
        </span>
        <span className={styles.title}>{individual.name ?? t("nameless")}</span>
      </Link>
      <span className={styles.line}>{speciesName(individual.species)}</span>
      <span className={styles.line}>{t("encounters", { count: individual.encounters_count })}</span>
    </li>
  );
}
