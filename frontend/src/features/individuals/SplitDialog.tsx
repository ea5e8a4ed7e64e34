/** Some encounters are another animal: picks them, and where they go. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asset, Encounter, IdentityOutcome, Individual } from "../../api/types";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { Dialog } from "../../components/Dialog";
import { FieldGroup } from "../../components/Field";
import { ProblemNotice } from "../../components/ProblemNotice";
import { TextField } from "../../components/TextField";
import { assetsOf, pictureUrl, useEncounterAssets } from "../assets/useAssets";
import { useTimeText } from "../time/TimeText";
import { IndividualPicker } from "./IndividualPicker";
import styles from "./SplitDialog.module.css";
import { useSplit } from "./useIdentity";

interface SplitDialogProps {
  individual: Individual;
  encounters: Encounter[];
  /** What probably goes, and to whom; to a new individual where that is empty. */
  preset?: { encounters: string[]; to: string };
  onClose: () => void;
  onSplit: (outcome: IdentityOutcome) => void;
}

export function SplitDialog({
  individual,
  encounters,
  preset,
  onClose,
  onSplit,
}: SplitDialogProps) {
  const { t } = useTranslation("individuals");
  const timeText = useTimeText();
  const split = useSplit();
  // Encounters of one day at one place differ in nothing but their pictures.
  const { items } = useEncounterAssets(encounters.map(({ id }) => id));
  const [chosen, setChosen] = useState<string[]>(preset?.encounters ?? []);
  const [to, setTo] = useState(preset?.to ?? "");
  const [name, setName] = useState("");

  function submit() {
    split.mutate(
      { from: individual.id, encounters: chosen, ...(to ? { to } : { name: name.trim() }) },
      { onSuccess: onSplit },
    );
  }

  return (
    <Dialog
      title={t("split.title", { name: individual.name ?? t("nameless") })}
      onClose={onClose}
      onSubmit={() => chosen.length > 0 && submit()}
      actions={
        <Button type="submit" look="primary" busy={split.isPending} disabled={chosen.length === 0}>
          {t("split.action", { count: chosen.length })}
        </Button>
      }
    >
      <p>{t("split.text")}</p>
      {split.error ? <ProblemNotice error={split.error} /> : null}
      <FieldGroup label={t("split.which")}>
        {encounters.map(({ id, time, verbatim_locality }) => (
          <Checkbox
            key={id}
            label={
              <>
                <Thumbnail asset={assetsOf(items, id)[0]} />
                {[timeText(time), verbatim_locality].filter(Boolean).join(", ") || id}
              </>
            }
            checked={chosen.includes(id)}
            onChange={(isChosen) =>
              setChosen(isChosen ? [...chosen, id] : chosen.filter((each) => each !== id))
            }
          />
        ))}
      </FieldGroup>
      <IndividualPicker
        label={t("split.to")}
        none={t("split.new")}
        value={to}
        onChange={setTo}
        species={individual.species}
        without={individual.id}
      />
      {to ? null : (
        <TextField
          label={t("split.name")}
          help={t("split.nameHelp")}
          value={name}
          onChange={setName}
          input={{ autoComplete: "off" }}
        />
      )}
    </Dialog>
  );
}

function Thumbnail({ asset }: { asset: Asset | undefined }) {
  return asset ? (
    <img
      className={styles.picture}
      src={pictureUrl(asset.id, "thumbnail")}
      alt={asset.name}
      loading="lazy"
    />
  ) : null;
}
