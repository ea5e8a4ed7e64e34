import type { Asset } from "../../api/types";
import { Picture } from "../../components/Picture";
import { type PictureSize, pictureUrl } from "./useAssets";

interface AssetPictureProps {
  asset: Asset;
  size: PictureSize;
  /** Only this encounter's boxes stand out; all are drawn. */
  encounter?: string;
  token?: string | null;
}

/** A picture of an asset with the boxes of its annotations. */
export function AssetPicture({ asset, size, encounter, token }: AssetPictureProps) {
  const boxes = asset.annotations.map((annotation) => ({
    id: annotation.id,
    bbox: annotation.bbox,
    theta: annotation.theta,
    label: [annotation.class, annotation.viewpoint].filter(Boolean).join(", "),
    chosen: encounter !== undefined && annotation.encounter === encounter,
  }));
  return (
    <Picture
      src={pictureUrl(asset.id, size, token)}
      alt={asset.name}
      width={asset.width}
      height={asset.height}
      boxes={boxes}
    />
  );
}
