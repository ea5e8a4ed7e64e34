/** The animal alone, cut out of its picture with a little of its surroundings. */

import type { Asset, Box } from "../../api/types";
import { regionAround } from "../identifications/pairLayout";
import { pictureUrl } from "./useAssets";

interface AnimalPictureProps {
  asset: Asset;
  /** In pixels of the upright original. */
  bbox: Box;
  /** Who it is. */
  name: string;
  className?: string | undefined;
}

export function AnimalPicture({ asset, bbox, name, className }: AnimalPictureProps) {
  const size = { width: asset.width ?? 1, height: asset.height ?? 1 };
  const { x, y, width, height } = regionAround(bbox, size);
  return (
    <svg
      className={className}
      viewBox={`${x} ${y} ${width} ${height}`}
      role="img"
      aria-label={name}
    >
      <image href={pictureUrl(asset.id, "medium")} {...size} preserveAspectRatio="none" />
    </svg>
  );
}
