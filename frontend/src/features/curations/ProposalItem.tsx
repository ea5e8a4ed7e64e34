/** What the answers suggest doing, with the pictures, and the way it is always done. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Asset, Curation, CurationProposal } from "../../api/types";
import { Badge } from "../../components/Badge";
import { Button, ButtonLink } from "../../components/Button";
import { useProblemSentence } from "../../components/ProblemNotice";
import { useToast } from "../../components/Toast";
import { AnimalPicture } from "../assets/AnimalPicture";
import { useEncounters } from "../encounters/useEncounters";
import { MergeDialog } from "../individuals/MergeDialog";
import { SplitDialog } from "../individuals/SplitDialog";
import { useIndividual } from "../individuals/useIndividuals";
import styles from "./Curations.module.css";
import { useNameTogether, useRenew } from "./useCurations";

type Part = CurationProposal["parts"][number];

/** More encounters of one individual than these are split on its own page. */
const ENCOUNTERS_SHOWN = 200;

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
    <li className={styles.proposal}>
      <p>
        {t(`proposal.${kind}`)}{" "}
        <Badge tone={settled ? "good" : "neutral"}>{settled ? t("settled") : t("unsettled")}</Badge>
      </p>
      <div className={styles.parts}>
        {parts.map((part) => (
          <PartView key={part.encounters.join(" ")} part={part} assets={assets} />
        ))}
      </div>
      <Action curation={curation} proposal={proposal} />
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

function Action({ curation, proposal }: Omit<ProposalItemProps, "assets">) {
  const [first, second, third] = proposal.parts;
  if (!first) {
    return null;
  }
  if (proposal.kind === "merge" && first.individual && second?.individual) {
    return (
      <Merge curation={curation} individual={first.individual.id} other={second.individual.id} />
    );
  }
  if (proposal.kind === "split" && first.individual && second) {
    return (
      <Split
        curation={curation}
        individual={first.individual.id}
        encounters={second.encounters}
        to={third?.individual?.id ?? ""}
      />
    );
  }
  return <Name curation={curation} parts={proposal.parts} />;
}

interface MergeProps {
  curation: Curation;
  individual: string;
  other: string;
}

function Merge({ curation, individual, other }: MergeProps) {
  const { t } = useTranslation(["curations", "individuals"]);
  const { data } = useIndividual(individual);
  const [isOpen, setIsOpen] = useState(false);
  const toast = useToast();
  const renew = useRenew(curation.id);
  return (
    <>
      <Button disabled={!data} onClick={() => setIsOpen(true)}>
        {t("individuals:merge.open")}
      </Button>
      {isOpen && data ? (
        <MergeDialog
          individual={data}
          preset={other}
          onClose={() => setIsOpen(false)}
          onMerged={({ request }) => {
            setIsOpen(false);
            toast({
              message: request ? t("individuals:merge.asked") : t("individuals:merge.done"),
            });
            renew.mutate();
          }}
        />
      ) : null}
    </>
  );
}

interface SplitProps {
  curation: Curation;
  individual: string;
  encounters: string[];
  to: string;
}

function Split({ curation, individual, encounters, to }: SplitProps) {
  const { t } = useTranslation(["curations", "individuals"]);
  const { data } = useIndividual(individual);
  const pages = useEncounters({ individual, sort: "-time" }, ENCOUNTERS_SHOWN);
  const [isOpen, setIsOpen] = useState(false);
  const toast = useToast();
  const renew = useRenew(curation.id);
  return (
    <>
      <Button disabled={!data || pages.items.length === 0} onClick={() => setIsOpen(true)}>
        {t("individuals:split.open")}
      </Button>
      {isOpen && data ? (
        <SplitDialog
          individual={data}
          encounters={pages.items}
          preset={{ encounters, to }}
          onClose={() => setIsOpen(false)}
          onSplit={(outcome) => {
            setIsOpen(false);
            toast({ message: t("individuals:split.done", { count: outcome.encounters.length }) });
            renew.mutate();
          }}
        />
      ) : null}
    </>
  );
}

function Name({ curation, parts }: { curation: Curation; parts: Part[] }) {
  const { t } = useTranslation("curations");
  const toast = useToast();
  const sentence = useProblemSentence();
  const name = useNameTogether(curation.species);
  const renew = useRenew(curation.id);
  const known = parts.find(({ individual }) => individual)?.individual;
  const nameless = parts.filter(({ individual }) => !individual).flatMap((part) => part.encounters);
  if (known) {
    // Whoever names an encounter looks at it: that is done where it is identified.
    return (
      <ButtonLink to={`/encounters/${nameless[0]}`}>
        {t("toEncounter", { name: known.name ?? t("unnamed") })}
      </ButtonLink>
    );
  }
  return (
    <Button
      busy={name.isPending}
      onClick={() =>
        name.mutate(nameless, {
          onSuccess: (individual) => {
            toast({ message: t("named", { name: individual.name ?? t("unnamed") }) });
            renew.mutate();
          },
          onError: (error) => toast({ tone: "bad", message: sentence(error) }),
        })
      }
    >
      {t("nameTogether")}
    </Button>
  );
}
