/** Who is signed in? */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, api } from "../../api/client";
import { rememberCsrfToken } from "../../api/csrf";
import type { Session, User } from "../../api/types";

const SESSION_KEY = ["session"];

export interface SessionState {
  /** Undefined until the server said who it is; null for nobody. */
  user: User | null | undefined;
}

async function readSession(): Promise<Session> {
  const session = await answer(api.GET("/auth/session"));
  rememberCsrfToken(session.csrf_token);
  return session;
}

export function useSession(): SessionState {
  const { data, isError } = useQuery({
    queryKey: SESSION_KEY,
    queryFn: readSession,
    staleTime: 60_000,
  });
  return { user: data ? data.user : isError ? null : undefined };
}

/** Everything on screen was answered for somebody else: forget it and ask again. */
function useStartOver(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    rememberCsrfToken(null);
    await client.cancelQueries();
    await client.resetQueries();
  };
}

export function useSignIn() {
  const startOver = useStartOver();
  return useMutation({
    mutationFn: (credentials: { email: string; password: string }) =>
      answer(api.POST("/auth/session", { body: credentials })),
    onSuccess: startOver,
  });
}

export function useSignOut() {
  const startOver = useStartOver();
  return useMutation({
    mutationFn: () => answer(api.DELETE("/auth/session")),
    onSuccess: startOver,
  });
}
