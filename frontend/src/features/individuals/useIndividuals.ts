/** Who is known? */

import { useQueries, useQuery } from "@tanstack/react-query";
import { answer, api } from "../../api/client";
import type { GalleryItem, Individual } from "../../api/types";
import { type Pages, usePages } from "../../api/usePages";

export interface IndividualFilters {
  species?: string;
  name?: string;
}

const PAGE_SIZE = 24;
/** An address with more ids than these grows too long for some proxies. */
const NAMED_AT_ONCE = 50;

export function useIndividuals(filters: IndividualFilters): Pages<Individual> {
  return usePages(["individuals", "list", filters], (cursor) =>
    answer(
      api.GET("/individuals", {
        params: {
          query: {
            ...(filters.name ? { name: filters.name } : {}),
            ...(filters.species ? { species: [filters.species] } : {}),
            limit: PAGE_SIZE,
            total: true,
            ...(cursor ? { cursor } : {}),
          },
        },
      }),
    ),
  );
}

export function useIndividual(id: string) {
  return useQuery({
    queryKey: ["individuals", "one", id],
    queryFn: () => answer(api.GET("/individuals/{id}", { params: { path: { id } } })),
  });
}

/** What individuals are called, null where they have no name; who has gone, or is not open to the reader, is not among them. */
export type NamesById = Map<string, string | null>;

/** The names of these, asked for as a list: one that has gone is left out of it, which is no failure. Undefined until known. */
export function useIndividualNames(ids: string[]): NamesById | undefined {
  const portions = Array.from({ length: Math.ceil(ids.length / NAMED_AT_ONCE) }, (_, index) =>
    ids.slice(index * NAMED_AT_ONCE, (index + 1) * NAMED_AT_ONCE),
  );
  return useQueries({
    queries: portions.map((id) => ({
      queryKey: ["individuals", "names", id],
      queryFn: () =>
        answer(api.GET("/individuals", { params: { query: { id, limit: NAMED_AT_ONCE } } })),
    })),
    combine: (answers) =>
      answers.every(({ data }) => data)
        ? new Map(
            answers.flatMap(({ data }) => data?.items ?? []).map(({ id, name }) => [id, name]),
          )
        : undefined,
  });
}

/** The pictures of an individual, the first `limit` of them until more are asked for. */
export function useGallery(id: string, limit: number): Pages<GalleryItem> {
  return usePages(["individuals", "gallery", id, limit], (cursor) =>
    answer(
      api.GET("/individuals/{id}/gallery", {
        params: { path: { id }, query: { limit, ...(cursor ? { cursor } : {}) } },
      }),
    ),
  );
}

export function useIndividualHistory(id: string) {
  return useQuery({
    queryKey: ["individuals", "history", id],
    queryFn: () => answer(api.GET("/individuals/{id}/history", { params: { path: { id } } })),
  });
}
