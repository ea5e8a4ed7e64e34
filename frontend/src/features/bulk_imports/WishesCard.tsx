/** What goes for the whole import: its name, who sees the records, and how its cells are meant. */

import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { Checkbox } from "../../components/Checkbox";
import { ProblemNotice } from "../../components/ProblemNotice";
import { Select } from "../../components/Select";
import { TextField } from "../../components/TextField";
import { usePermissions } from "../permissions/usePermissions";
import { SpeciesPicker } from "../species/SpeciesPicker";
import { ProjectChoice } from "./ProjectChoice";
import type { BulkImport, ImportOptions } from "./types";
import { useImportWishes } from "./useImport";
import { useUnsavedWishes } from "./useUnsavedWishes";

interface Wishes {
  name: string;
  visibility: "public" | "private";
  approve: boolean;
  projects: string[];
  options: ImportOptions;
}

export function WishesCard({ found }: { found: BulkImport }) {
  const { t } = useTranslation(["imports", "common"]);
  const permissions = usePermissions();
  const saving = useImportWishes(found.id);
  const { unsaved: changed, keep } = useUnsavedWishes(found.id);
  const wishes: Wishes = {
    name: found.name,
    visibility: found.visibility === "private" ? "private" : "public",
    approve: found.approve,
    projects: found.projects,
    options: found.options as ImportOptions,
    ...(changed as Partial<Wishes>),
  };
  const isOpen = Boolean(found.allowed.edit);
  const change = (part: Partial<Wishes>) => keep({ ...changed, ...part });
  const option = (part: ImportOptions) => change({ options: { ...wishes.options, ...part } });

  return (
    <Card>
      <h2>{t("wishes.title")}</h2>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate(changed, { onSuccess: () => keep({}) });
        }}
      >
        <fieldset disabled={!isOpen} style={{ display: "grid", gap: "var(--space-4)" }}>
          <TextField
            label={t("wishes.name")}
            value={wishes.name}
            onChange={(name) => change({ name })}
          />
          <Select
            label={t("wishes.visibility")}
            value={wishes.visibility}
            options={[
              { value: "public", label: t("wishes.public") },
              { value: "private", label: t("wishes.private") },
            ]}
            onChange={(visibility) =>
              change({ visibility: visibility === "private" ? "private" : "public" })
            }
          />
          <ProjectChoice chosen={wishes.projects} onChange={(projects) => change({ projects })} />
          {permissions.may("approve") ? (
            <Checkbox
              label={t("wishes.approve")}
              checked={wishes.approve}
              onChange={(approve) => change({ approve })}
            />
          ) : null}
          <SpeciesPicker
            label={t("wishes.species")}
            none={t("wishes.speciesNone")}
            value={wishes.options.species ?? ""}
            onChange={(species) => option({ species: species || null })}
          />
          <Select
            label={t("wishes.dates")}
            help={t("wishes.datesHelp")}
            value={wishes.options.date_order ?? "auto"}
            options={[
              { value: "auto", label: t("wishes.fromSheet") },
              { value: "day_first", label: t("wishes.dayFirst") },
              { value: "month_first", label: t("wishes.monthFirst") },
            ]}
            onChange={(value) => option({ date_order: value as ImportOptions["date_order"] })}
          />
          <Select
            label={t("wishes.decimal")}
            value={wishes.options.decimal ?? "auto"}
            options={[
              { value: "auto", label: t("wishes.fromSheet") },
              { value: "point", label: t("wishes.point") },
              { value: "comma", label: t("wishes.comma") },
            ]}
            onChange={(value) => option({ decimal: value as ImportOptions["decimal"] })}
          />
          <TextField
            label={t("wishes.zone")}
            help={t("wishes.zoneHelp")}
            value={wishes.options.zone ?? ""}
            onChange={(zone) => option({ zone: zone || null })}
          />
          {Object.keys(changed).length > 0 ? (
            <Button type="submit" look="primary" busy={saving.isPending}>
              {t("common:action.save")}
            </Button>
          ) : null}
        </fieldset>
      </form>
      {saving.error ? <ProblemNotice error={saving.error} /> : null}
    </Card>
  );
}
