/** Chooses somebody to work with, by a part of their name or their whole e-mail address. */

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client";
import { SearchField } from "../../components/SearchField";
import { Select } from "../../components/Select";

/** The server looks for no fewer letters: a list of everybody is not to be had. */
const FEWEST_LETTERS = 3;

interface PersonPickerProps {
  value: string;
  onChange: (user: string) => void;
  /** Those who cannot be chosen. */
  without: string[];
}

export function PersonPicker({ value, onChange, without }: PersonPickerProps) {
  const { t } = useTranslation(["together", "common"]);
  const [search, setSearch] = useState("");
  const isAsked = search.length >= FEWEST_LETTERS;
  const { data } = useQuery({
    queryKey: ["people", search],
    queryFn: () => answer(api.GET("/users/people", { params: { query: { search } } })),
    enabled: isAsked,
  });
  const found = (data?.items ?? []).filter(({ id }) => !without.includes(id));
  return (
    <>
      <SearchField label={t("person.search")} value={search} onChange={setSearch} />
      <Select
        label={t("person.who")}
        help={isAsked ? undefined : t("person.help")}
        value={value}
        none={isAsked && found.length === 0 ? t("person.nobody") : t("common:field.choose")}
        options={found.map(({ id, full_name, affiliation }) => ({
          value: id,
          label: [full_name, affiliation].filter(Boolean).join(", "),
        }))}
        onChange={onChange}
      />
    </>
  );
}
