/** What may the person do, here? The server says; nothing is guessed, and until it has said nothing is allowed. */

import { useQuery } from "@tanstack/react-query";
import { answer, api } from "../../api/client";
import { useServerWords } from "../../i18n/useServerWords";

/** A record that actions may be allowed on. */
export interface Subject {
  kind:
    | "encounter"
    | "sighting"
    | "individual"
    | "asset"
    | "annotation"
    | "submission"
    | "identification";
  id: string;
}

export interface PermissionAnswers {
  may: (action: string) => boolean;
  /** Why an action is refused, in a sentence; null where it is allowed or nothing was said. */
  whyNot: (action: string) => string | null;
}

export function permissionKey(subject?: Subject) {
  return ["permissions", subject?.kind ?? "general", subject?.id ?? ""];
}

/** What is allowed on a record, or in general where none is given; `headers` say more about who asks. */
export function usePermissions(
  subject?: Subject,
  headers: Record<string, string> = {},
): PermissionAnswers {
  const { data } = useQuery({
    queryKey: permissionKey(subject),
    queryFn: () =>
      answer(
        api.GET("/permissions", {
          params: { query: subject ? { on: `${subject.kind}:${subject.id}` } : {} },
          headers,
        }),
      ),
  });
  const { reason } = useServerWords();
  const actions = data?.actions ?? {};
  return {
    may: (action) => actions[action]?.allowed ?? false,
    whyNot: (action) => {
      const said = actions[action];
      return !said || said.allowed || !said.reason ? null : reason(said.reason);
    },
  };
}
