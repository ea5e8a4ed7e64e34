import { useTranslation } from "react-i18next";
import type { EncounterState } from "../../api/types";
import { Badge, type Tone } from "../../components/Badge";

const TONES: Record<EncounterState, Tone> = {
  unapproved: "attention",
  approved: "good",
  unidentifiable: "neutral",
  rejected: "bad",
};

export function StateBadge({ state }: { state: EncounterState }) {
  const { t } = useTranslation("encounters");
  return <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>;
}
