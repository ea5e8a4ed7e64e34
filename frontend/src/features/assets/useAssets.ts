/** Which pictures belong to these encounters or this submission, and what was found in them? */

import { useQuery } from "@tanstack/react-query";
import { answer, api } from "../../api/client";
import type { Asset } from "../../api/types";
import { withFollowUp } from "../submissions/followUps";

export type PictureSize = "thumbnail" | "medium" | "large";

/** Where a picture of an asset lies; `token` opens an anonymous submission's pictures to who holds its link. */
export function pictureUrl(asset: string, size: PictureSize, token?: string | null): string {
  return withFollowUp(`/api/v1/assets/${asset}/${size}.webp`, token);
}

export interface Assets {
  /** Undefined until they are known. */
  items: Asset[] | undefined;
  error: Error | null;
}

/** All pictures of the encounters, over as many pages as they fill. */
async function readAll(encounters: string): Promise<Asset[]> {
  const assets: Asset[] = [];
  let cursor: string | undefined;
  do {
    const query = { encounters: [encounters], ...(cursor ? { cursor } : {}) };
    const page = await answer(api.GET("/assets", { params: { query } }));
    assets.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return assets;
}

/** The pictures of encounters, asked for together. */
export function useEncounterAssets(encounters: string[]): Assets {
  const ids = [...encounters].sort().join(",");
  const { data, error } = useQuery({
    queryKey: ["assets", "encounters", ids],
    queryFn: () => readAll(ids),
    enabled: ids !== "",
  });
  return { items: ids === "" ? [] : data, error };
}

/** The pictures that show an encounter, in the order they were taken in. */
export function assetsOf(assets: Asset[] | undefined, encounter: string): Asset[] {
  return (assets ?? []).filter((asset) => asset.encounters.includes(encounter));
}
