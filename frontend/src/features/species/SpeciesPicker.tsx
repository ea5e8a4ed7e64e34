import { useTranslation } from "react-i18next";
import { Select } from "../../components/Select";
import { useSpeciesList } from "./useSpecies";
import { capitalised, wordIn } from "./words";

interface SpeciesPickerProps {
  value: string;
  onChange: (species: string) => void;
  none: string;
  /** What the species is asked for; "Species" where nothing is said. */
  label?: string;
  required?: boolean;
  pointer?: string;
}

/** The species by their names in the reader's language, in its order, with the scientific names behind. */
export function SpeciesPicker({ value, onChange, ...field }: SpeciesPickerProps) {
  const { t, i18n } = useTranslation();
  const options = (useSpeciesList() ?? [])
    .map(({ id, scientific_name, common_names }) => {
      const name = capitalised(wordIn(common_names, i18n.language, scientific_name));
      return { value: id, label: name === scientific_name ? name : `${name} (${scientific_name})` };
    })
    .sort((a, b) => a.label.localeCompare(b.label, i18n.language));
  return (
    <Select
      label={t("species.label")}
      value={value}
      options={options}
      onChange={onChange}
      {...field}
    />
  );
}
