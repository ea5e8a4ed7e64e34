/** Who works on records together, in which project? */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, api } from "../../api/client";
import type { Project } from "../../api/types";

const KEY = ["projects"];

export type ProjectRole = Project["members"][number]["role"];
export const PROJECT_ROLES: ProjectRole[] = ["viewer", "contributor", "manager"];

export function useProjects(isSignedIn: boolean) {
  return useQuery({
    queryKey: [...KEY, "list"],
    queryFn: () => answer(api.GET("/projects")),
    enabled: isSignedIn,
  });
}

export function useProject(id: string) {
  return useQuery({
    queryKey: [...KEY, id],
    queryFn: () => answer(api.GET("/projects/{id}", { params: { path: { id } } })),
  });
}

/** Whoever comes into a project, or leaves it, may see other records than before. */
function useRefresh() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [KEY, ["encounters"], ["individuals"], ["permissions"], ["statistics"]].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
}

export interface ProjectText {
  name: string;
  description: string;
}

export function useCreateProject() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (text: ProjectText) => answer(api.POST("/projects", { body: text })),
    onSuccess: refresh,
  });
}

export function useChangeProject(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (text: ProjectText) =>
      answer(api.PATCH("/projects/{id}", { params: { path: { id } }, body: text })),
    onSuccess: refresh,
  });
}

export function useDeleteProject(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => answer(api.DELETE("/projects/{id}", { params: { path: { id } } })),
    onSuccess: refresh,
  });
}

/** Adds somebody, or gives them another role; without a role they leave. */
export function useSetMember(id: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async ({ user, role }: { user: string; role: ProjectRole | null }) => {
      const params = { path: { id, user } };
      await (role === null
        ? answer(api.DELETE("/projects/{id}/members/{user}", { params }))
        : answer(api.PUT("/projects/{id}/members/{user}", { params, body: { role } })));
    },
    onSuccess: refresh,
  });
}
