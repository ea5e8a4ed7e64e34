import { useTranslation } from "react-i18next";
import type { CustomField } from "../../api/types";
import type { Fact } from "../../components/Facts";
import { readable, wordIn } from "../species/words";
import { readValue } from "./customValues";

/** Stored custom values with their labels; values of fields that the species no longer has keep their names. */
export function useCustomFacts(
  fields: CustomField[],
  values: Record<string, unknown> | null | undefined,
): Fact[] {
  const { t, i18n } = useTranslation();
  const words = { language: i18n.language, yes: t("field.yes"), no: t("field.no") };
  return Object.entries(values ?? {}).map(([name, value]) => {
    const field = fields.find((each) => each.name === name);
    return {
      label: wordIn(field?.label, i18n.language, readable(name)),
      value: readValue(field, value, words),
    };
  });
}
