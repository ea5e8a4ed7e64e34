/** Who is known? */

import { useQuery } from "@tanstack/react-query";
import { answer, api } from "../../api/client";
import type { GalleryItem, Individual } from "../../api/types";
import { type Pages, usePages } from "../../api/usePages";

export interface IndividualFilters {
  species?: string;
  name?: string;
}

const PAGE_SIZE = 24;

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
