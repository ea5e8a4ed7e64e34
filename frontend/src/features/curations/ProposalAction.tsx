/** What a proposal suggests is done here, in the way in which it is always done, and taken back. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Curation, CurationProposal } from "../../api/types";
import { Button, ButtonLink } from "../../components/Button";
import { useProblemSentence } from "../../components/ProblemNotice";
import { useToast } from "../../components/Toast";
import { useEncounters } from "../encounters/useEncounters";
import { MergeDialog } from "../individuals/MergeDialog";
import { SplitDialog } from "../individuals/SplitDialog";
import { useSplit, useUnmerge } from "../individuals/useIdentity";
import { useIndividual } from "../individuals/useIndividuals";
import { type MergeRequest, useMergeRequests } from "../individuals/useMergeRequests";
import { formatMoment } from "../time/formatTime";
import { useNameTogether, useRenew, useTakeNameBack } from "./useCurations";

type Part = CurationProposal["parts"][number];

/** More encounters of one individual than these are split on its own page. */
const ENCOUNTERS_SHOWN = 200;

interface ProposalActionProps {
  curation: Curation;
  proposal: CurationProposal;
}

export function ProposalAction({ curation, proposal }: ProposalActionProps) {
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

/** Says what was done, with the way back, and has it found out anew what to ask. */
function useTell(curation: Curation) {
  const { t } = useTranslation(["curations", "common", "individuals"]);
  const toast = useToast();
  const sentence = useProblemSentence();
  const renew = useRenew(curation.id);
  // The proposal is gone by the time it is taken back, so nothing here may hang on its being shown.
  return (message: string, undo?: () => Promise<unknown>) => {
    const run = () => {
      undo?.().then(
        () => {
          toast({ message: t("individuals:identity.undone") });
          renew.mutate();
        },
        (error: unknown) => toast({ tone: "bad", message: sentence(error) }),
      );
    };
    toast({ message, ...(undo ? { action: { label: t("common:action.undo"), run } } : {}) });
    renew.mutate();
  };
}

function asksAbout({ state, individual, from }: MergeRequest, one: string, other: string): boolean {
  const both = [individual, ...from];
  return state === "open" && both.includes(one) && both.includes(other);
}

interface MergeProps {
  curation: Curation;
  individual: string;
  other: string;
}

function Merge({ curation, individual, other }: MergeProps) {
  const { t, i18n } = useTranslation(["curations", "individuals"]);
  const { data } = useIndividual(individual);
  const { data: requests } = useMergeRequests(true);
  const [isOpen, setIsOpen] = useState(false);
  const tell = useTell(curation);
  const unmerge = useUnmerge(individual);
  const asked = requests?.items.find((each) => asksAbout(each, individual, other));
  if (asked) {
    return (
      <p>
        {t("individuals:requests.asked")}{" "}
        {t("individuals:requests.deadline", { when: formatMoment(asked.deadline, i18n.language) })}{" "}
        <Link to="/individuals/merge-requests">{t("individuals:requests.see")}</Link>
      </p>
    );
  }
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
          onMerged={({ merge, request }) => {
            setIsOpen(false);
            if (request) {
              tell(t("individuals:merge.asked"));
            } else {
              tell(t("individuals:merge.done"), () => unmerge.mutateAsync(merge));
            }
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
  const tell = useTell(curation);
  const back = useSplit();
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
          onSplit={({ individual: other, encounters: moved }) => {
            setIsOpen(false);
            if (other) {
              const ids = moved.map(({ id }) => id);
              const name = other.name ?? t("unnamed");
              tell(t("split", { count: ids.length, name }), () =>
                back.mutateAsync({
                  from: other.id,
                  encounters: ids,
                  to: individual,
                  cascade: true,
                }),
              );
            }
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
  const tell = useTell(curation);
  const name = useNameTogether(curation.species);
  const back = useTakeNameBack();
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
          onSuccess: ({ id, name: given }) =>
            tell(t("named", { name: given ?? t("unnamed") }), () => back.mutateAsync(id)),
          onError: (error) => toast({ tone: "bad", message: sentence(error) }),
        })
      }
    >
      {t("nameTogether")}
    </Button>
  );
}
