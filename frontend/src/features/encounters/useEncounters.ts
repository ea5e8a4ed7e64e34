/** Which encounters are there, and how is one read and changed? */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, api, outcome } from "../../api/client";
import type { Encounter, EncounterChange, EncounterEdit } from "../../api/types";
import { type Pages, usePages } from "../../api/usePages";

export interface EncounterFilters {
  species?: string;
  state?: string;
  individual?: string;
  sighting?: string;
  submission?: string;
  name?: string;
  identified?: string;
  region?: string;
  from?: string;
  to?: string;
  sort?: string;
}

/** The filters as the API names them: several values may be given of most, one is here. */
function queryOf({ identified, name, from, to, sort, ...lists }: EncounterFilters) {
  const given = { name, from, to, sort, identified: identified && identified === "true" };
  const several = Object.entries(lists).map(([filter, value]) => [filter, [value]]);
  const single = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...several, ...single]) as Record<string, string>;
}

export const PAGE_SIZE = 24;

export function useEncounters(filters: EncounterFilters, limit = PAGE_SIZE): Pages<Encounter> {
  return usePages(["encounters", "list", filters, limit], (cursor) =>
    answer(
      api.GET("/encounters", {
        params: {
          query: { ...queryOf(filters), limit, total: true, ...(cursor ? { cursor } : {}) },
        },
      }),
    ),
  );
}

/** An encounter and the version of it (`etag`) that a change has to name. */
export interface VersionedEncounter {
  encounter: Encounter;
  etag: string;
}

const encounterKey = (id: string) => ["encounters", "one", id];

export function useEncounter(id: string) {
  return useQuery({
    queryKey: encounterKey(id),
    queryFn: async (): Promise<VersionedEncounter> => {
      const { data, response } = await outcome(
        api.GET("/encounters/{id}", { params: { path: { id } } }),
      );
      return { encounter: data, etag: response.headers.get("ETag") ?? "*" };
    },
    enabled: id !== "",
  });
}

/** Everything that may show encounters is asked for anew. */
export function useRefreshEncounters(): () => Promise<unknown> {
  const client = useQueryClient();
  return () =>
    Promise.all(
      ["encounters", "assets", "statistics", "permissions", "individuals"].map((kind) =>
        client.invalidateQueries({ queryKey: [kind] }),
      ),
    );
}

export type ReviewAction =
  | { kind: "approve" }
  | { kind: "unapprove" }
  | { kind: "reject"; reason: string };

/** Approves, rejects, or takes either back. */
export function useReviewAction() {
  const refresh = useRefreshEncounters();
  return useMutation({
    mutationFn: ({ id, action }: { id: string; action: ReviewAction }) => {
      const params = { path: { id } };
      switch (action.kind) {
        case "approve":
          return answer(api.POST("/encounters/{id}/approve", { params, body: {} }));
        case "unapprove":
          return answer(api.POST("/encounters/{id}/unapprove", { params, body: {} }));
        case "reject":
          return answer(
            api.POST("/encounters/{id}/reject", { params, body: { reason: action.reason } }),
          );
      }
    },
    // Where it is refused, somebody else has probably decided or withdrawn it: what is shown is old.
    onSettled: refresh,
  });
}

export function useChangeEncounter(id: string) {
  const refresh = useRefreshEncounters();
  return useMutation({
    mutationFn: ({ change, etag }: { change: EncounterEdit; etag: string }) =>
      answer(
        api.PATCH("/encounters/{id}", {
          params: { path: { id } },
          headers: { "If-Match": etag },
          body: change as EncounterChange,
        }),
      ),
    onSuccess: refresh,
  });
}

export function useDeleteEncounter(id: string) {
  const refresh = useRefreshEncounters();
  return useMutation({
    /** `cascade` agrees that a sighting or individual which would be left empty goes along. */
    mutationFn: (cascade: boolean) =>
      answer(
        api.DELETE("/encounters/{id}", {
          params: { path: { id }, query: cascade ? { cascade } : {} },
        }),
      ),
    onSuccess: refresh,
  });
}

/** The sighting that an encounter belongs to. */
export function useSighting(id: string) {
  return useQuery({
    queryKey: ["encounters", "sighting", id],
    queryFn: () => answer(api.GET("/sightings/{id}", { params: { path: { id } } })),
  });
}

export function useEncounterHistory(id: string) {
  return useQuery({
    queryKey: ["encounters", "history", id],
    queryFn: () => answer(api.GET("/encounters/{id}/history", { params: { path: { id } } })),
    enabled: id !== "",
  });
}
