import { useTranslation } from "react-i18next";
import { ButtonLink } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Page } from "../../components/Page";
import { PagedList } from "../../components/PagedList";
import { SearchField } from "../../components/SearchField";
import { useAddressFilters } from "../../components/useAddressFilters";
import filterStyles from "../encounters/EncounterFilterBar.module.css";
import { usePermissions } from "../permissions/usePermissions";
import { SpeciesPicker } from "../species/SpeciesPicker";
import { IndividualGrid } from "./IndividualGrid";
import { useIndividuals } from "./useIndividuals";

export function IndividualsPage() {
  const { t } = useTranslation(["individuals", "common"]);
  const { search, setFilter } = useAddressFilters();
  const name = search.get("name") ?? "";
  const species = search.get("species") ?? "";
  const pages = useIndividuals({ ...(name ? { name } : {}), ...(species ? { species } : {}) });
  const permissions = usePermissions();
  const isFiltered = Boolean(name || species);

  return (
    <Page
      title={t("title")}
      actions={
        permissions.may("identify") ? (
          <ButtonLink to="/curations">{t("toCurations")}</ButtonLink>
        ) : null
      }
    >
      <search className={filterStyles.bar}>
        <div className={filterStyles.row}>
          <SearchField
            label={t("search")}
            value={name}
            onChange={(value) => setFilter("name", value)}
          />
          <SpeciesPicker
            value={species}
            onChange={(value) => setFilter("species", value)}
            none={t("common:species.any")}
          />
        </div>
      </search>
      <PagedList
        pages={pages}
        empty={
          isFiltered ? (
            <EmptyState title={t("noneTitle")}>{t("noneText")}</EmptyState>
          ) : (
            <EmptyState
              title={t("emptyTitle")}
              action={<ButtonLink to="/encounters">{t("emptyAction")}</ButtonLink>}
            >
              {t("emptyText")}
            </EmptyState>
          )
        }
      >
        {(individuals) => <IndividualGrid individuals={individuals} />}
      </PagedList>
    </Page>
  );
}
