/** What was seen of the animal itself, in the words that its species knows. */

import { useTranslation } from "react-i18next";
import type { Species } from "../../api/types";
import { Select } from "../../components/Select";
import { TextField } from "../../components/TextField";
import { useVocabulary } from "../species/useSpecies";
import styles from "./ReportPage.module.css";

export interface AnimalDraft {
  sex: string;
  lifeStage: string;
  livingStatus: string;
  behaviour: string;
}

interface AnimalFieldsProps {
  species: Species | undefined;
  draft: AnimalDraft;
  onChange: (part: Partial<AnimalDraft>) => void;
  pointer: string;
}

const CHOICES = [
  { key: "sex", field: "sex" },
  { key: "lifeStage", field: "life_stage" },
  { key: "livingStatus", field: "living_status" },
] as const;

export function AnimalFields({ species, draft, onChange, pointer }: AnimalFieldsProps) {
  const { t } = useTranslation(["submissions", "common"]);
  const vocabulary = useVocabulary(species);
  return (
    <>
      <div className={styles.pair}>
        {CHOICES.filter(({ field }) => vocabulary(field).length > 0).map(({ key, field }) => (
          <Select
            key={key}
            label={t(`form.${key}`)}
            pointer={`${pointer}/${field}`}
            value={draft[key]}
            options={vocabulary(field)}
            none={t("common:field.unknown")}
            onChange={(choice) => onChange({ [key]: choice })}
          />
        ))}
      </div>
      <TextField
        label={t("form.behaviour")}
        pointer={`${pointer}/behaviour`}
        value={draft.behaviour}
        onChange={(behaviour) => onChange({ behaviour })}
      />
    </>
  );
}
