/** Draws the box around an animal, or draws it anew, by dragging on the picture or by typing its numbers. */

import { useMutation } from "@tanstack/react-query";
import { type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client";
import { faultsOf } from "../../api/problem";
import type { Annotation, Asset, Box, Species } from "../../api/types";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { Dialog } from "../../components/Dialog";
import { FaultScope } from "../../components/faults";
import { Picture } from "../../components/Picture";
import { ProblemNotice } from "../../components/ProblemNotice";
import { type Option, Select } from "../../components/Select";
import { TextField } from "../../components/TextField";
import { useToast } from "../../components/Toast";
import { pictureUrl } from "../assets/useAssets";
import { useRefreshEncounters } from "../encounters/useEncounters";
import { useSpecies } from "../species/useSpecies";
import { readable, wordIn } from "../species/words";
import styles from "./BoxDialog.module.css";
import { boxBetween, type Point } from "./drawnBox";

const SIDES = ["x", "y", "width", "height"] as const;

interface BoxDialogProps {
  asset: Asset;
  /** Without one, as where detection failed, the box becomes the encounter's in this picture. */
  annotation: Annotation | undefined;
  encounter: string;
  /** Says from which sides it can be seen. */
  species: string | null;
  onClose: () => void;
}

export function BoxDialog({ asset, annotation, encounter, species, onClose }: BoxDialogProps) {
  const { t } = useTranslation(["encounters", "common"]);
  const toast = useToast();
  const refresh = useRefreshEncounters();
  const before: Box = annotation?.bbox ?? [0, 0, asset.width ?? 0, asset.height ?? 0];
  const [bbox, setBbox] = useState<Box>(before.map(Math.round));
  const [viewpoint, setViewpoint] = useState(annotation?.viewpoint ?? "");
  const [isAnimal, setIsAnimal] = useState(true);
  const viewpoints = useViewpoints(useSpecies(species), annotation?.viewpoint ?? null);
  // A box drawn on the upright picture is upright.
  const isDrawn = bbox.some((side, index) => side !== Math.round(before[index] ?? 0));
  const theta = isDrawn ? 0 : (annotation?.theta ?? 0);
  const isUnsaid = !annotation || annotation.class === null;
  const drawing = useDrawing(asset, setBbox);
  const save = useMutation({
    mutationFn: () => {
      const body = {
        bbox,
        theta,
        viewpoint: viewpoint || null,
        // What nobody has named cannot be compared; the word is the one that every detector knows.
        ...(isUnsaid && isAnimal ? { class: "animal" } : {}),
      };
      return annotation
        ? answer(api.PATCH("/annotations/{id}", { params: { path: { id: annotation.id } }, body }))
        : answer(api.POST("/annotations", { body: { ...body, asset: asset.id, encounter } }));
    },
    onSuccess: async () => {
      await refresh();
      toast({ message: t("box.saved") });
      onClose();
    },
  });
  return (
    <Dialog
      title={t("box.title")}
      onClose={onClose}
      onSubmit={() => save.mutate()}
      actions={
        <Button type="submit" look="primary" busy={save.isPending}>
          {t("common:action.save")}
        </Button>
      }
    >
      <FaultScope faults={faultsOf(save.error)}>
        <p>{t("box.help")}</p>
        {save.error ? <ProblemNotice error={save.error} /> : null}
        <div className={styles.canvas} {...drawing}>
          <Picture
            src={pictureUrl(asset.id, "medium")}
            alt={asset.name}
            width={asset.width}
            height={asset.height}
            boxes={[{ id: annotation?.id ?? "new", bbox, theta, chosen: true }]}
          />
        </div>
        <div className={styles.sides}>
          {SIDES.map((side, index) => (
            <TextField
              key={side}
              label={t(`box.${side}`)}
              value={String(bbox[index] ?? 0)}
              onChange={(typed) =>
                setBbox(bbox.map((old, at) => (at === index ? Number(typed) || 0 : old)))
              }
              input={{ inputMode: "numeric" }}
            />
          ))}
        </div>
        {viewpoints.length > 0 ? (
          <Select
            label={t("box.viewpoint")}
            help={t("box.viewpointHelp")}
            none={t("box.viewpointNone")}
            value={viewpoint}
            options={viewpoints}
            onChange={setViewpoint}
          />
        ) : null}
        {isUnsaid ? (
          <Checkbox label={t("box.animal")} checked={isAnimal} onChange={setIsAnimal} />
        ) : null}
      </FaultScope>
    </Dialog>
  );
}

/** The species' words for sides, and the one that is noted already. */
function useViewpoints(species: Species | undefined, noted: string | null): Option[] {
  const { i18n } = useTranslation();
  const options = (species?.viewpoints.values ?? []).map(({ value, label }) => ({
    value,
    label: wordIn(label, i18n.language, readable(value)),
  }));
  const isKnown = noted === null || options.some(({ value }) => value === noted);
  return isKnown ? options : [...options, { value: noted, label: readable(noted) }];
}

/** Pointer handlers that turn a drag over the picture into a box. */
function useDrawing({ width, height }: Asset, onBox: (box: Box) => void) {
  const start = useRef<Point | null>(null);
  const size = { width: width ?? 0, height: height ?? 0 };

  function pointOf(event: PointerEvent<HTMLElement>): Point {
    const shown = event.currentTarget.getBoundingClientRect();
    return {
      x: ((event.clientX - shown.left) / shown.width) * size.width,
      y: ((event.clientY - shown.top) / shown.height) * size.height,
    };
  }

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = pointOf(event);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const box = start.current && boxBetween(start.current, pointOf(event), size);
      if (box) {
        onBox(box);
      }
    },
    onPointerUp() {
      start.current = null;
    },
  };
}
