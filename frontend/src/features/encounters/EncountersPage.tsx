import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Page } from "../../components/Page";
import { PagedList } from "../../components/PagedList";
import { EncounterFilterBar } from "./EncounterFilterBar";
import { EncounterGrid } from "./EncounterGrid";
import { useEncounterFilters } from "./useEncounterFilters";
import { useEncounters } from "./useEncounters";

export function EncountersPage() {
  const { t } = useTranslation(["encounters", "common"]);
  const { filters, isFiltered, setFilter, reset } = useEncounterFilters();
  const pages = useEncounters(filters);
  return (
    <Page title={t("list.title")}>
      <EncounterFilterBar filters={filters} onChange={setFilter} />
      <PagedList
        pages={pages}
        empty={
          isFiltered ? (
            <EmptyState
              title={t("list.noneTitle")}
              action={<Button onClick={reset}>{t("list.reset")}</Button>}
            >
              {t("list.noneText")}
            </EmptyState>
          ) : (
            <EmptyState
              title={t("list.emptyTitle")}
              action={
                <ButtonLink look="primary" to="/report">
                  {t("common:navigation.report")}
                </ButtonLink>
              }
            >
              {t("list.emptyText")}
            </EmptyState>
          )
        }
      >
        {(encounters) => <EncounterGrid encounters={encounters} />}
      </PagedList>
    </Page>
  );
}
