/** Where it was: a click on the map or two numbers, a region, and words. */

import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../components/Button";
import { FieldGroup } from "../../components/Field";
import { type Marker, type Place, WorldMap } from "../../components/Map";
import { Select } from "../../components/Select";
import { TextField } from "../../components/TextField";
import { useToast } from "../../components/Toast";
import { numberFrom } from "../custom_fields/customValues";
import { useRegions } from "../regions/useRegions";
import styles from "./ReportPage.module.css";
import type { ReportDraft } from "./reportDraft";

/** About a metre on the ground; more digits would claim what no click can know. */
const DIGITS = 5;

interface PlaceFieldsProps {
  draft: Pick<ReportDraft, "latitude" | "longitude" | "region" | "locality">;
  onChange: (part: Partial<ReportDraft>) => void;
  pointer: string;
}

export function PlaceFields({ draft, onChange, pointer }: PlaceFieldsProps) {
  const { t } = useTranslation("submissions");
  const toast = useToast();
  const regions = useRegions();
  const markers = useMarkers(draft.latitude, draft.longitude);
  const place = `${pointer}/location`;
  const enter = (part: Partial<ReportDraft>) => onChange({ ...part, locationSource: "entered" });
  const pick = ({ latitude, longitude }: Place) =>
    enter({ latitude: latitude.toFixed(DIGITS), longitude: longitude.toFixed(DIGITS) });

  function pickWhereIAm() {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => pick(coords),
      () => toast({ tone: "bad", message: t("form.hereFailed") }),
      { enableHighAccuracy: true },
    );
  }

  return (
    <>
      <FieldGroup label={t("form.place")} help={t("form.placeHelp")} pointer={place} hasFields>
        <div className={styles.place}>
          <WorldMap label={t("form.mapLabel")} markers={markers} onPick={pick} />
          <div className={styles.pair}>
            <TextField
              label={t("form.latitude")}
              help={t("form.latitudeHelp")}
              pointer={`${place}/latitude`}
              value={draft.latitude}
              onChange={(latitude) => enter({ latitude })}
              input={{ inputMode: "text", autoComplete: "off" }}
            />
            <TextField
              label={t("form.longitude")}
              help={t("form.longitudeHelp")}
              pointer={`${place}/longitude`}
              value={draft.longitude}
              onChange={(longitude) => enter({ longitude })}
              input={{ inputMode: "text", autoComplete: "off" }}
            />
          </div>
          {"geolocation" in navigator ? (
            <Button onClick={pickWhereIAm}>{t("form.here")}</Button>
          ) : null}
        </div>
      </FieldGroup>
      {regions.length > 0 ? (
        <Select
          label={t("form.region")}
          pointer={`${pointer}/region`}
          value={draft.region}
          options={regions}
          none="–"
          onChange={(region) => onChange({ region })}
        />
      ) : null}
      <TextField
        label={t("form.locality")}
        pointer={`${pointer}/verbatim_locality`}
        value={draft.locality}
        onChange={(locality) => onChange({ locality })}
      />
    </>
  );
}

/** The typed place as a marker, once both numbers are on the globe. */
function useMarkers(latitudeText: string, longitudeText: string): Marker[] {
  const { t } = useTranslation("submissions");
  const label = t("form.picked");
  return useMemo(() => {
    const latitude = numberFrom(latitudeText);
    const longitude = numberFrom(longitudeText);
    const isOnGlobe =
      typeof latitude === "number" &&
      typeof longitude === "number" &&
      Math.abs(latitude) <= 90 &&
      Math.abs(longitude) <= 180;
    return isOnGlobe ? [{ key: "picked", label, latitude, longitude }] : [];
  }, [latitudeText, longitudeText, label]);
}
