/** Changes what is known of an encounter. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem, faultsOf } from "../../api/problem";
import type { Encounter } from "../../api/types";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { FaultScope } from "../../components/faults";
import { Notice } from "../../components/Notice";
import { ProblemNotice } from "../../components/ProblemNotice";
import { TextArea } from "../../components/TextField";
import { useToast } from "../../components/Toast";
import { CustomFields } from "../custom_fields/CustomFields";
import { SpeciesPicker } from "../species/SpeciesPicker";
import { useSpecies } from "../species/useSpecies";
import { AnimalFields } from "../submissions/AnimalFields";
import { PlaceFields } from "../submissions/PlaceFields";
import { TimeFields } from "../time/TimeFields";
import { changeFrom, type EncounterDraft, encounterDraft } from "./encounterDraft";
import { useChangeEncounter } from "./useEncounters";

const CONFLICT = 409;
const FAILED_PRECONDITION = 412;

interface EditDialogProps {
  encounter: Encounter;
  etag: string;
  onClose: () => void;
}

export function EditDialog({ encounter, etag, onClose }: EditDialogProps) {
  const { t } = useTranslation(["encounters", "submissions", "common"]);
  const toast = useToast();
  const [draft, setDraft] = useState(() => encounterDraft(encounter));
  // The version that the draft was made from: a newer one that arrives meanwhile must not be overwritten.
  const [version] = useState(etag);
  const species = useSpecies(draft.species || null);
  const save = useChangeEncounter(encounter.id);
  const change = (part: Partial<EncounterDraft>) => setDraft((before) => ({ ...before, ...part }));

  function submit() {
    save.mutate(
      { change: changeFrom(draft, encounter, species), etag: version },
      {
        onSuccess: () => {
          toast({ message: t("edit.saved") });
          onClose();
        },
      },
    );
  }

  return (
    <Dialog
      title={t("edit.title")}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <Button type="submit" look="primary" busy={save.isPending}>
          {t("common:action.save")}
        </Button>
      }
    >
      <FaultScope faults={faultsOf(save.error)}>
        {isConflict(save.error) ? (
          <Notice tone="attention">{t("edit.conflict")}</Notice>
        ) : save.error ? (
          <ProblemNotice error={save.error} />
        ) : null}
        <SpeciesPicker
          value={draft.species}
          onChange={(chosen) => change({ species: chosen })}
          none={t("common:field.choose")}
          required
          pointer="/species"
        />
        <TimeFields value={draft.time} onChange={(time) => change({ time })} pointer="/time" />
        <PlaceFields draft={draft} onChange={change} pointer="" />
        <AnimalFields species={species} draft={draft} onChange={change} pointer="" />
        <CustomFields
          fields={species?.custom_fields.encounter ?? []}
          entries={draft.customFields}
          onChange={(customFields) => change({ customFields })}
          pointer="/custom_fields"
          files={[]}
        />
        <TextArea
          label={t("field.comments")}
          pointer="/comments"
          value={draft.comments}
          onChange={(comments) => change({ comments })}
        />
      </FaultScope>
    </Dialog>
  );
}

function isConflict(error: Error | null): boolean {
  return (
    error instanceof ApiProblem &&
    (error.status === CONFLICT || error.status === FAILED_PRECONDITION)
  );
}
