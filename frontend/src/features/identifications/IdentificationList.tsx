import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Identification } from "../../api/types";
import { Badge } from "../../components/Badge";
import { Section } from "../../components/Page";
import { formatMoment } from "../time/formatTime";
import { useIdentificationsOf } from "./useIdentifications";

type Outline = Pick<Identification, "id" | "created_at" | "state">;

/** The identifications of an encounter so far, with what came of them. */
export function IdentificationList({ encounter }: { encounter: string }) {
  const { t } = useTranslation("identifications");
  const { data } = useIdentificationsOf(encounter);
  if (!data || data.items.length === 0) {
    return null;
  }
  return (
    <Section title={t("start.listTitle")}>
      <IdentificationLinks identifications={data.items} />
    </Section>
  );
}

export function IdentificationLinks({ identifications }: { identifications: Outline[] }) {
  const { t, i18n } = useTranslation("identifications");
  return (
    <ul aria-label={t("start.listTitle")}>
      {identifications.map((identification) => (
        <li key={identification.id}>
          <Link to={`/identifications/${identification.id}`}>
            {formatMoment(identification.created_at, i18n.language)}
          </Link>{" "}
          <Badge tone={identification.state === "failed" ? "bad" : "neutral"}>
            {t(`state.${identification.state}`)}
          </Badge>
        </li>
      ))}
    </ul>
  );
}
