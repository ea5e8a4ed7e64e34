import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { ProblemNotice } from "../../components/ProblemNotice";
import type { PermissionAnswers } from "../permissions/usePermissions";
import { useStartIdentification } from "./useIdentifications";

interface StartIdentificationProps {
  encounter: string;
  permissions: PermissionAnswers;
}

/** Asks the system who the animal of an encounter is. */
export function StartIdentification({ encounter, permissions }: StartIdentificationProps) {
  const { t } = useTranslation("identifications");
  const navigate = useNavigate();
  const start = useStartIdentification();
  if (!permissions.may("identify")) {
    return null;
  }
  return (
    <Card>
      <h2>{t("start.title")}</h2>
      <p>{t("start.hint")}</p>
      {start.error ? <ProblemNotice error={start.error} /> : null}
      <Button
        look="primary"
        busy={start.isPending}
        onClick={() =>
          start.mutate(encounter, { onSuccess: ({ id }) => navigate(`/identifications/${id}`) })
        }
      >
        {t("start.action")}
      </Button>
    </Card>
  );
}
