/** One of the individuals that may be the same animal: its name and its pictures, large enough to compare, or who can open them. */

import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ApiProblem } from "../../api/problem";
import { ProblemNotice } from "../../components/ProblemNotice";
import { pictureUrl } from "../assets/useAssets";
import styles from "./MergeRequestsPage.module.css";
import { useGallery, useIndividual } from "./useIndividuals";
import type { MergeRequest } from "./useMergeRequests";

const PICTURES = 4;

export function MergeSide({ individual, request }: { individual: string; request: MergeRequest }) {
  const { t } = useTranslation("individuals");
  const { data, error } = useIndividual(individual);
  const { items } = useGallery(individual, PICTURES);
  const closed = request.private.find((each) => each.individual === individual);
  if (error instanceof ApiProblem && error.isMissing) {
    return (
      <section className={styles.side}>
        <p>{t(closed ? "requests.private.all" : "requests.hidden")}</p>
        {closed ? <WhomToAsk request={request} onlyOfAsker={closed.only_of_asker} /> : null}
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
      {closed ? (
        <>
          <p>{t("requests.private.some")}</p>
          <WhomToAsk request={request} onlyOfAsker={closed.only_of_asker} />
        </>
      ) : null}
    </section>
  );
}

function WhomToAsk({ request, onlyOfAsker }: { request: MergeRequest; onlyOfAsker: boolean }) {
  const { t } = useTranslation("individuals");
  const name = request.requested_by_name || t("requests.private.asker");
  return (
    <p>
      {t(`requests.private.${onlyOfAsker ? "theirs" : "others"}`, { name })}{" "}
      <Link to="/collaborations">{t("requests.private.open")}</Link>
    </p>
  );
}
