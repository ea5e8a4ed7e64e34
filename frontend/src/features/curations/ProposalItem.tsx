/** What the answers suggest doing, with the pictures. */

import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Asset, Curation, CurationProposal } from "../../api/types";
import { Badge } from "../../components/Badge";
import { AnimalPicture } from "../assets/AnimalPicture";
import styles from "./Curations.module.css";
import { ProposalAction } from "./ProposalAction";

type Part = CurationProposal["parts"][number];

interface ProposalItemProps {
  curation: Curation;
  proposal: CurationProposal;
  /** Those of the samples; undefined until they are known. */
  assets: Asset[] | undefined;
}

export function ProposalItem({ curation, proposal, assets }: ProposalItemProps) {
  const { t } = useTranslation("curations");
  const { kind, settled, parts } = proposal;
  return (
    <li className={styles.proposal} tabIndex={-1}>
      <p>
        {t(`proposal.${kind}`)}{" "}
        <Badge tone={settled ? "good" : "neutral"}>{settled ? t("settled") : t("unsettled")}</Badge>
      </p>
      <div className={styles.parts}>
        {parts.map((part) => (
          <PartView key={part.encounters.join(" ")} part={part} assets={assets} />
        ))}
      </div>
      <ProposalAction curation={curation} proposal={proposal} />
    </li>
  );
}

interface PartViewProps {
  part: Part;
  assets: Asset[] | undefined;
}

function PartView({ part: { individual, encounters, sample }, assets }: PartViewProps) {
  const { t } = useTranslation("curations");
  const name = individual?.name ?? t("unnamed");
  const asset = assets?.find(({ id }) => id === sample?.asset);
  return (
    <figure className={styles.part}>
      {sample && asset ? (
        <AnimalPicture asset={asset} bbox={sample.bbox} name={name} className={styles.animal} />
      ) : null}
      <figcaption>
        {individual ? (
          <Link to={`/individuals/${individual.id}`}>{name}</Link>
        ) : (
          <Link to={`/encounters/${encounters[0]}`}>{name}</Link>
        )}{" "}
        {t("encounters", { count: encounters.length })}
      </figcaption>
    </figure>
  );
}
