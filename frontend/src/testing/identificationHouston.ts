import type { Identification } from "../api/types";
import { allowing, fakeHouston } from "./fakeHouston";
import { anAsset, anIdentification } from "./records";

/** A Houston with one identification: each pair has two matching points and a heat map. */
export function identificationHouston(
  identification: Identification = anIdentification(),
  changes = {},
) {
  return fakeHouston({
    "GET /permissions": allowing("edit", "identify"),
    "GET /identifications/{id}": identification,
    "GET /identifications/{id}/evidence/{query}/{annotation}": ({ path }: { path: string }) => ({
      query: { annotation: "annotation-0", asset: "asset-1", bbox: [0, 0, 100, 100] },
      candidate: { annotation: path.split("/").at(-1), asset: "asset-2", bbox: [0, 0, 100, 100] },
      matches: [
        [10, 10, 20, 20, 1],
        [50, 60, 55, 65, 0.4],
      ],
      note: null,
    }),
    "GET /identifications/{id}/evidence/{query}/{annotation}/heat-map": {
      query: { annotation: "annotation-0", bbox: [0, 0, 100, 100], values: [[0, 1]] },
      candidate: { annotation: "annotation-2", bbox: [0, 0, 100, 100], values: [[0.5, 0]] },
    },
    "GET /assets": {
      items: [1, 2, 3, 4].map((number) =>
        anAsset({ id: `asset-${number}`, annotations: [], encounters: [`known-${number}`] }),
      ),
      next: null,
    },
    "POST /identifications/{id}/decisions": {},
    ...changes,
  });
}
