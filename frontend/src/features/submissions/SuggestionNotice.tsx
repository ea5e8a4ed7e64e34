import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";

interface SuggestionNoticeProps {
  kind: "time" | "location";
  file: string;
  value: string;
  onTake: () => void;
  onRefuse: () => void;
}

/** What a photo says about itself, to be used or refused. */
export function SuggestionNotice({ kind, file, value, onTake, onRefuse }: SuggestionNoticeProps) {
  const { t } = useTranslation("submissions");
  return (
    <Notice>
      <p>{t(`suggestion.${kind}`, { file, value })}</p>
      <div>
        <Button onClick={onTake}>{t("suggestion.take")}</Button>{" "}
        <Button look="quiet" onClick={onRefuse}>
          {t("suggestion.refuse")}
        </Button>
      </div>
    </Notice>
  );
}
