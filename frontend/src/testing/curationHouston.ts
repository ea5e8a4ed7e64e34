import type { Curation } from "../api/types";
import { allowing, fakeHouston } from "./fakeHouston";
import { aCuration, anAsset } from "./records";

export const ANSWERS = "POST /curations/{id}/answers";
export const RENEW = "POST /curations/{id}/renew";

/** A Houston with one curation: each pair that it asks about has a matching point. */
export function curationHouston(curation: Curation = aCuration(), changes = {}) {
  return fakeHouston({
    "GET /permissions": allowing("identify", "edit", "merge"),
    "GET /curations/{id}": curation,
    "GET /individuals/merge-requests": { items: [] },
    "GET /curations/{id}/evidence/{query}/{annotation}": ({ path }: { path: string }) => ({
      query: { annotation: path.split("/").at(-2), asset: "asset-1", bbox: [0, 0, 100, 100] },
      candidate: { annotation: path.split("/").at(-1), asset: "asset-2", bbox: [0, 0, 100, 100] },
      matches: [[10, 10, 20, 20, 1]],
    }),
    "GET /assets": {
      items: [1, 2, 3, 4].map((number) =>
        anAsset({ id: `asset-${number}`, annotations: [], encounters: [`encounter-${number}`] }),
      ),
      next: null,
    },
    [ANSWERS]: {},
    ...changes,
  });
}
