/** Which tissue was taken, and what the laboratory found in it. */

import { useTranslation } from "react-i18next";
import type { Analysis, Sample } from "../../api/types";
import { Facts } from "../../components/Facts";
import { readable } from "../species/words";
import styles from "./ToldBesides.module.css";
import { listed } from "./toldText";

export function Samples({ samples }: { samples: Sample[] }) {
  return (
    <ul className={styles.samples}>
      {samples.map((sample) => (
        <li key={sample.id}>
          <strong>{listed([sample.id, sample.tissue_type])}</strong>
          <Analyses analyses={sample.analyses ?? []} />
        </li>
      ))}
    </ul>
  );
}

function Analyses({ analyses }: { analyses: Analysis[] }) {
  const { t, i18n } = useTranslation("encounters");
  const kindName = (kind: string) => {
    const key = `encounters:told.analysis.${kind}`;
    return i18n.exists(key) ? i18n.t(key as "encounters:told.analysis.sex") : readable(kind);
  };
  // Several analyses of one kind are one fact with several values.
  const kinds = [...new Set(analyses.map(({ kind }) => kind))];
  const text = ({ id, task_id: task, value, alleles }: Analysis) =>
    listed([
      value,
      ...Object.entries(alleles ?? {}).map(([locus, found]) => `${locus} ${found.join("/")}`),
      id ? t("told.analysisNumber", { number: id }) : "",
      task ? t("told.task", { number: task }) : "",
    ]);
  return (
    <Facts
      facts={kinds.map((kind) => ({
        label: kindName(kind),
        value: listed(analyses.filter((each) => each.kind === kind).map(text), "; "),
      }))}
    />
  );
}
