import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { PagedList } from "../../components/PagedList";
import { pictureUrl } from "../assets/useAssets";
import styles from "./Gallery.module.css";
import { useGallery } from "./useIndividuals";

const PAGE_SIZE = 24;

/** All pictures of an individual; each leads to its encounter. */
export function Gallery({ individual }: { individual: string }) {
  const { t } = useTranslation("individuals");
  const pages = useGallery(individual, PAGE_SIZE);
  return (
    <PagedList pages={pages} empty={<p>{t("noPictures")}</p>}>
      {(items) => (
        <ul className={styles.gallery}>
          {items.map(({ annotation, asset, encounter, viewpoint }, index) => (
            <li key={annotation}>
              <Link to={`/encounters/${encounter}`}>
                <img
                  src={pictureUrl(asset, "medium")}
                  alt={t("pictureOf", { number: index + 1, viewpoint: viewpoint ?? "" }).trim()}
                  loading="lazy"
                />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </PagedList>
  );
}
