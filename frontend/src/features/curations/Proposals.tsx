/** All that follows from the answers, one proposal beside the other; whoever carries one out by keyboard goes on with the next. */

import { type FocusEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Curation } from "../../api/types";
import { Section } from "../../components/Page";
import { useEncounterAssets } from "../assets/useAssets";
import styles from "./Curations.module.css";
import { ProposalItem } from "./ProposalItem";

export function Proposals({ curation }: { curation: Curation }) {
  const { t } = useTranslation("curations");
  const samples = curation.proposals.flatMap(({ parts }) => parts.map(({ sample }) => sample));
  const { items } = useEncounterAssets([
    ...new Set(samples.flatMap((sample) => (sample ? [sample.encounter] : []))),
  ]);
  const { list, empty, rememberPlace } = useGoingOn();
  return (
    <Section title={t("proposals")}>
      {curation.proposals.length === 0 ? (
        <p ref={empty} tabIndex={-1} className={styles.lead}>
          {t("noProposals")}
        </p>
      ) : (
        <ul ref={list} className={styles.proposals} onFocus={rememberPlace}>
          {curation.proposals.map((proposal) => (
            <ProposalItem
              key={proposal.parts.flatMap(({ encounters }) => encounters).join(" ")}
              curation={curation}
              proposal={proposal}
              assets={items}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

/** What had the focus goes with the proposal that was carried out: then the one in its place has it, or what says that none is left. */
function useGoingOn() {
  const list = useRef<HTMLUListElement>(null);
  const empty = useRef<HTMLParagraphElement>(null);
  const place = useRef<number | null>(null);
  const proposals = () => [...(list.current?.children ?? [])] as HTMLElement[];
  useEffect(() => {
    if (place.current !== null && document.activeElement === document.body) {
      const left = proposals();
      const next = left[Math.min(place.current, left.length - 1)] ?? empty.current;
      next?.focus({ preventScroll: true });
    }
  });
  return {
    list,
    empty,
    rememberPlace: ({ target }: FocusEvent) => {
      place.current = proposals().findIndex((each) => each.contains(target));
    },
  };
}
