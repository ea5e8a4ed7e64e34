/** A photograph with the boxes of what was found in it. */

import type { Box } from "../api/types";
import { classes } from "./classes";
import styles from "./Picture.module.css";

export interface PictureBox {
  id: string;
  /** `[x, y, width, height]` in pixels of the upright original. */
  bbox: Box;
  /** Radians, about the box's centre. */
  theta: number;
  label?: string;
  chosen?: boolean;
}

interface PictureProps {
  src: string;
  alt: string;
  /** Size of the upright original in pixels; boxes are drawn only where it is known. */
  width?: number | null;
  height?: number | null;
  boxes?: PictureBox[];
  className?: string;
}

export function Picture({ src, alt, width, height, boxes = [], className }: PictureProps) {
  const size = width && height ? { width, height } : null;
  return (
    <div
      className={classes(styles.picture, className)}
      style={size ? { aspectRatio: `${size.width} / ${size.height}` } : undefined}
    >
      <img className={styles.image} src={src} alt={alt} loading="lazy" decoding="async" />
      {size && boxes.length > 0 ? (
        <svg
          className={styles.overlay}
          viewBox={`0 0 ${size.width} ${size.height}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {boxes.map((box) => (
            <BoxOutline key={box.id} box={box} />
          ))}
        </svg>
      ) : null}
    </div>
  );
}

/** The SVG rotation of a box about its centre. */
export function rotation([x = 0, y = 0, width = 0, height = 0]: Box, theta: number): string {
  const degrees = (theta * 180) / Math.PI;
  return `rotate(${degrees} ${x + width / 2} ${y + height / 2})`;
}

function BoxOutline({ box }: { box: PictureBox }) {
  const [x, y, width, height] = box.bbox;
  const shape = { x, y, width, height, transform: rotation(box.bbox, box.theta) };
  return (
    <g className={classes(styles.box, box.chosen && styles.chosen)}>
      <rect {...shape} className={styles.halo} vectorEffect="non-scaling-stroke" />
      <rect {...shape} className={styles.line} vectorEffect="non-scaling-stroke">
        {box.label ? <title>{box.label}</title> : null}
      </rect>
    </g>
  );
}
