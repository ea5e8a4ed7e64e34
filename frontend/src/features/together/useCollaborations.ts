/** Who has opened their data to whom, and how far? */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, api } from "../../api/client";
import type { Collaboration, CollaborationLevel } from "../../api/types";

export const LEVELS: CollaborationLevel[] = ["none", "view", "export", "edit"];
/** What a collaboration can be proposed at. */
export const OPEN_LEVELS = LEVELS.filter((level) => level !== "none");

const KEY = ["collaborations"];

export function useCollaborations(isSignedIn: boolean) {
  return useQuery({
    queryKey: KEY,
    queryFn: () => answer(api.GET("/collaborations")),
    enabled: isSignedIn,
  });
}

/** Others' records come into view, or go out of it. */
function useRefresh() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [KEY, ["encounters"], ["individuals"], ["permissions"], ["statistics"]].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
}

export function usePropose() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: { user: string; level: CollaborationLevel }) =>
      answer(api.POST("/collaborations", { body })),
    onSuccess: refresh,
  });
}

/** Says how far one's own side goes; `none` revokes. */
export function useSetLevel() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, level }: { id: string; level: CollaborationLevel }) =>
      answer(api.PUT("/collaborations/{id}/{level}", { params: { path: { id, level } } })),
    onSuccess: refresh,
  });
}

type Side = Collaboration["sides"][number];

export interface Sides {
  mine: Side;
  theirs: Side;
}

/** The two sides as the one who looks sees them; nothing for whom it does not concern. */
export function sidesOf({ sides }: Collaboration, me: string): Sides | null {
  const mine = sides.find(({ user }) => user === me);
  const theirs = sides.find(({ user }) => user !== me);
  return mine && theirs ? { mine, theirs } : null;
}
