/** Which species are there, and what is recorded about each? */

import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client";
import type { Species, SpeciesSummary } from "../../api/types";
import type { Option } from "../../components/Select";
import { lastKnown } from "../../offline/lastKnown";
import { capitalised, readable, wordIn } from "./words";

/** Species files change seldom. */
const FRESH_FOR_MS = 5 * 60_000;

export function useSpeciesList(): SpeciesSummary[] | undefined {
  const { data } = useQuery({
    queryKey: ["species"],
    queryFn: () => lastKnown("species", () => answer(api.GET("/species"))),
    staleTime: FRESH_FOR_MS,
  });
  return data?.items;
}

export function useSpecies(id: string | null | undefined): Species | undefined {
  const { data } = useQuery({
    queryKey: ["species", id],
    queryFn: () =>
      lastKnown(`species/${id}`, () =>
        answer(api.GET("/species/{id}", { params: { path: { id: id ?? "" } } })),
      ),
    enabled: Boolean(id),
    staleTime: FRESH_FOR_MS,
  });
  return data;
}

/** What a species is called in the reader's language; its id while that is not known. */
export function useSpeciesName(): (id: string | null | undefined) => string {
  const { i18n } = useTranslation();
  const species = useSpeciesList();
  return (id) => {
    const found = species?.find((each) => each.id === id);
    return found
      ? capitalised(wordIn(found.common_names, i18n.language, found.scientific_name))
      : readable(id ?? "");
  };
}

/** The fields whose words a species gives. */
const VOCABULARIES = {
  sex: "sexes",
  life_stage: "life_stages",
  living_status: "living_statuses",
} as const;

export type VocabularyField = keyof typeof VOCABULARIES;

/** The words that a species allows for one of its fields. */
export function useVocabulary(species: Species | undefined): (field: VocabularyField) => Option[] {
  const { i18n } = useTranslation();
  return (field) =>
    (species?.[VOCABULARIES[field]] ?? []).map(({ value, label }) => ({
      value,
      label: wordIn(label, i18n.language, readable(value)),
    }));
}

/** What a stored word of a vocabulary is called. */
export function useTerm(
  species: Species | undefined,
): (field: VocabularyField, value: string | null | undefined) => string {
  const vocabulary = useVocabulary(species);
  return (field, value) =>
    value
      ? (vocabulary(field).find((option) => option.value === value)?.label ?? readable(value))
      : "";
}
