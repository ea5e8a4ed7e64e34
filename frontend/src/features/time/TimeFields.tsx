/** Enters a time part by part; every part but the year may be left unknown. */

import { useTranslation } from "react-i18next";
import { FieldGroup } from "../../components/Field";
import { Select } from "../../components/Select";
import { TextField } from "../../components/TextField";
import styles from "./TimeFields.module.css";
import { OFFSETS, type TimeDraft } from "./timeDraft";

interface TimeFieldsProps {
  value: TimeDraft;
  onChange: (value: TimeDraft) => void;
  pointer: string;
}

const DAYS = Array.from({ length: 31 }, (_, index) => String(index + 1));
const HOURS = Array.from({ length: 24 }, (_, index) => String(index));
const MINUTES = Array.from({ length: 60 }, (_, index) => String(index));

export function TimeFields({ value, onChange, pointer }: TimeFieldsProps) {
  const { t } = useTranslation("time");
  const months = useMonths();
  const set = (part: Partial<TimeDraft>) => onChange({ ...value, ...part, source: "entered" });
  return (
    <FieldGroup label={t("label")} help={t("help")} required pointer={pointer} hasFields>
      <div className={styles.parts}>
        <TextField
          label={t("year")}
          pointer={`${pointer}/year`}
          value={value.year}
          onChange={(year) => set({ year })}
          input={{ inputMode: "numeric", maxLength: 4, autoComplete: "off" }}
        />
        <Select
          label={t("month")}
          pointer={`${pointer}/month`}
          value={value.month}
          options={months}
          none="–"
          onChange={(month) => set({ month })}
        />
        <Part
          label={t("day")}
          pointer={`${pointer}/day`}
          value={value.day}
          choices={DAYS}
          onChange={(day) => set({ day })}
        />
        <Part
          label={t("hour")}
          pointer={`${pointer}/hour`}
          value={value.hour}
          choices={HOURS}
          onChange={(hour) => set({ hour })}
        />
        <Part
          label={t("minute")}
          pointer={`${pointer}/minute`}
          value={value.minute}
          choices={MINUTES}
          onChange={(minute) => set({ minute })}
        />
        <Select
          className={styles.offset}
          label={t("offset")}
          help={t("offsetHelp")}
          pointer={`${pointer}/utc_offset`}
          value={value.utc_offset}
          options={OFFSETS.map((offset) => ({ value: offset, label: `UTC${offset}` }))}
          none={t("offsetUnknown")}
          onChange={(utc_offset) => set({ utc_offset })}
        />
      </div>
    </FieldGroup>
  );
}

interface PartProps {
  label: string;
  pointer: string;
  value: string;
  choices: string[];
  onChange: (value: string) => void;
}

function Part({ label, pointer, value, choices, onChange }: PartProps) {
  const options = choices.map((choice) => ({ value: choice, label: choice.padStart(2, "0") }));
  return (
    <Select
      label={label}
      pointer={pointer}
      value={value}
      options={options}
      none="–"
      onChange={onChange}
    />
  );
}

function useMonths() {
  const { i18n } = useTranslation();
  const format = new Intl.DateTimeFormat(i18n.language, { month: "long", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1),
    label: format.format(Date.UTC(2001, index, 15)),
  }));
}
