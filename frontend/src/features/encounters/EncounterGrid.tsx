/** Encounters as pictures with a few words below each. */

import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Asset, Encounter } from "../../api/types";
import { assetsOf, pictureUrl, useEncounterAssets } from "../assets/useAssets";
import { useSpeciesName } from "../species/useSpecies";
import { useTimeText } from "../time/TimeText";
import styles from "./EncounterGrid.module.css";
import { StateBadge } from "./StateBadge";

export function EncounterGrid({ encounters }: { encounters: Encounter[] }) {
  const { items } = useEncounterAssets(encounters.map(({ id }) => id));
  return (
    <ul className={styles.grid}>
      {encounters.map((encounter) => (
        <EncounterTile
          key={encounter.id}
          encounter={encounter}
          assets={assetsOf(items, encounter.id)}
        />
      ))}
    </ul>
  );
}

function EncounterTile({ encounter, assets }: { encounter: Encounter; assets: Asset[] }) {
  const { t } = useTranslation("encounters");
  const timeText = useTimeText();
  const speciesName = useSpeciesName();
  const [cover] = assets;
  const title = encounter.individual?.name ?? speciesName(encounter.species);
  return (
    <li className={styles.tile}>
      <Link to={`/encounters/${encounter.id}`} className={styles.link}>
        <span className={styles.frame}>
          {cover ? (
            <img
              className={styles.cover}
              src={pictureUrl(cover.id, "thumbnail")}
              alt=""
              loading="lazy"
            />
          ) : (
            <span className={styles.none}>{t("noPhoto")}</span>
          )}
          {assets.length > 1 ? (
            <span className={styles.count}>{t("photo", { count: assets.length })}</span>
          ) : null}
        </span>
        <span className={styles.title}>{title}</span>
      </Link>
      <span className={styles.line}>{timeText(encounter.time)}</span>
      {encounter.verbatim_locality ? (
        <span className={styles.line}>{encounter.verbatim_locality}</span>
      ) : null}
      {encounter.state === "approved" ? null : (
        <span>
          <StateBadge state={encounter.state} />
        </span>
      )}
    </li>
  );
}
