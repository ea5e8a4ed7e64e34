import { useTranslation } from "react-i18next";
import { SearchField } from "../../components/SearchField";
import { Select } from "../../components/Select";
import { useRegions } from "../regions/useRegions";
import { SpeciesPicker } from "../species/SpeciesPicker";
import styles from "./EncounterFilterBar.module.css";
import { type FilterName, SORTS, STATES } from "./useEncounterFilters";
import type { EncounterFilters } from "./useEncounters";

interface EncounterFilterBarProps {
  filters: EncounterFilters;
  onChange: (name: FilterName, value: string) => void;
}

export function EncounterFilterBar({ filters, onChange }: EncounterFilterBarProps) {
  const { t } = useTranslation(["encounters", "common"]);
  const isLessUsedSet = Boolean(filters.region || filters.from || filters.to || filters.sort);
  return (
    <search className={styles.bar}>
      <div className={styles.row}>
        <SearchField
          label={t("list.search")}
          placeholder={t("list.searchHelp")}
          value={filters.name ?? ""}
          onChange={(name) => onChange("name", name)}
        />
        <SpeciesPicker
          value={filters.species ?? ""}
          onChange={(species) => onChange("species", species)}
          none={t("common:species.any")}
        />
        <Select
          label={t("list.stateLabel")}
          value={filters.state ?? ""}
          options={STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))}
          none={t("list.anyState")}
          onChange={(state) => onChange("state", state)}
        />
        <Select
          label={t("list.identified")}
          value={filters.identified ?? ""}
          options={[
            { value: "true", label: t("list.identifiedYes") },
            { value: "false", label: t("list.identifiedNo") },
          ]}
          none={t("list.identifiedAny")}
          onChange={(identified) => onChange("identified", identified)}
        />
      </div>
      <details open={isLessUsedSet}>
        <summary className={styles.more}>{t("list.more")}</summary>
        <LessUsed filters={filters} onChange={onChange} />
      </details>
    </search>
  );
}

function LessUsed({ filters, onChange }: EncounterFilterBarProps) {
  const { t } = useTranslation("encounters");
  const regions = useRegions();
  return (
    <div className={styles.row}>
      {(["from", "to"] as const).map((end) => (
        <SearchField
          key={end}
          label={t(`list.${end}`)}
          placeholder={t("list.dateHelp")}
          value={filters[end] ?? ""}
          onChange={(date) => onChange(end, date)}
        />
      ))}
      <Select
        label={t("list.region")}
        value={filters.region ?? ""}
        options={regions}
        none={t("list.anyRegion")}
        onChange={(region) => onChange("region", region)}
      />
      <Select
        label={t("list.sort")}
        value={filters.sort ?? SORTS[0]}
        options={SORTS.map((sort) => ({ value: sort, label: t(`list.sorts.${sort}`) }))}
        onChange={(sort) => onChange("sort", sort)}
      />
    </div>
  );
}
