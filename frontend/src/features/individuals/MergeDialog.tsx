/** Two individuals are one: picks the other, decides what they disagree about. */

import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Individual, MergeOutcome } from "../../api/types";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import { ProblemNotice } from "../../components/ProblemNotice";
import { Select } from "../../components/Select";
import { useSpecies, useTerm, type VocabularyField } from "../species/useSpecies";
import { readable } from "../species/words";
import { IndividualPicker } from "./IndividualPicker";
import { DEFAULT_CONTEXT } from "./names";
import { type Conflict, conflictsOf, useMerge } from "./useIdentity";

interface MergeDialogProps {
  individual: Individual;
  /** Who it is probably the same as. */
  preset?: string;
  onClose: () => void;
  onMerged: (outcome: MergeOutcome) => void;
}

export function MergeDialog({ individual, preset = "", onClose, onMerged }: MergeDialogProps) {
  const { t } = useTranslation("individuals");
  const merge = useMerge(individual.id);
  const [other, setOther] = useState(preset);
  const [chosen, setChosen] = useState<Record<string, number>>({});
  const conflicts = conflictsOf(merge.error);
  const choices = useRef<HTMLDivElement>(null);
  const hasConflicts = conflicts.length > 0;
  const isOpen = conflicts.some(({ field }) => chosen[field] === undefined);

  function submit() {
    const resolve = Object.fromEntries(
      conflicts.map(({ field, values }) => [field, values[chosen[field] ?? 0]]),
    );
    merge.mutate({ from: other, resolve }, { onSuccess: onMerged });
  }

  // Nothing goes on before these are answered, and the button that was pressed cannot be pressed again until then.
  useEffect(() => {
    if (hasConflicts) {
      choices.current?.querySelector("select")?.focus();
    }
  }, [hasConflicts]);

  function pick(picked: string) {
    setOther(picked);
    setChosen({});
    merge.reset();
  }

  return (
    <Dialog
      title={t("merge.title", { name: individual.name ?? t("nameless") })}
      onClose={onClose}
      onSubmit={() => other && !isOpen && submit()}
      actions={
        <Button type="submit" look="primary" busy={merge.isPending} disabled={!other || isOpen}>
          {t("merge.action")}
        </Button>
      }
    >
      <p>{t("merge.text")}</p>
      <IndividualPicker
        label={t("merge.other")}
        value={other}
        onChange={pick}
        species={individual.species}
        without={individual.id}
      />
      {hasConflicts ? (
        <div ref={choices} style={{ display: "contents" }}>
          <Notice tone="attention">{t("merge.disagree")}</Notice>
          {conflicts.map((conflict) => (
            <ConflictChoice
              key={conflict.field}
              species={individual.species}
              conflict={conflict}
              value={chosen[conflict.field]}
              onChange={(value) => setChosen({ ...chosen, [conflict.field]: value })}
            />
          ))}
        </div>
      ) : merge.error ? (
        <ProblemNotice error={merge.error} />
      ) : null}
    </Dialog>
  );
}

interface ConflictChoiceProps {
  species: string;
  conflict: Conflict;
  value: number | undefined;
  onChange: (value: number) => void;
}

function ConflictChoice({ species, conflict, value, onChange }: ConflictChoiceProps) {
  const { t } = useTranslation(["individuals", "common"]);
  const label = useFieldLabel();
  const term = useTerm(useSpecies(species));
  const text = (each: unknown) =>
    typeof each === "string" ? term(conflict.field as VocabularyField, each) : JSON.stringify(each);
  return (
    <Select
      label={label(conflict.field)}
      value={value === undefined ? "" : String(value)}
      none={t("common:field.choose")}
      options={conflict.values.map((each, index) => ({
        value: String(index),
        label: conflict.field.startsWith("names.") ? String(each) : text(each),
      }))}
      onChange={(index) => index !== "" && onChange(Number(index))}
    />
  );
}

/** What a field that individuals can disagree about is called. */
function useFieldLabel(): (field: string) => string {
  const { t } = useTranslation("individuals");
  return (field) => {
    const [group = "", ...rest] = field.split(".");
    const part = rest.join(".");
    switch (group) {
      case "species":
      case "sex":
      case "living_status":
        return t(`field.${group}`);
      case "names":
        return part === DEFAULT_CONTEXT ? t("field.name") : readable(part);
      default:
        return readable(part || group);
    }
  };
}
