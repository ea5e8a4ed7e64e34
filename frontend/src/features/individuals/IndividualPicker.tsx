/** Chooses an individual by its name: what is typed narrows the list. */

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client";
import type { FieldProps } from "../../components/Field";
import { Select } from "../../components/Select";
import { TextField } from "../../components/TextField";
import styles from "./IndividualPicker.module.css";

/** More than a person would look through; typing narrows it. */
const SHOWN = 50;

interface IndividualPickerProps extends FieldProps {
  value: string;
  onChange: (individual: string) => void;
  species?: string;
  /** One that cannot be chosen. */
  without?: string;
  /** What choosing nobody means. */
  none?: string;
}

export function IndividualPicker({
  value,
  onChange,
  species,
  without,
  none,
  ...field
}: IndividualPickerProps) {
  const { t } = useTranslation("individuals");
  const [typed, setTyped] = useState("");
  const name = useDeferredValue(typed.trim());
  const { data } = useQuery({
    queryKey: ["individuals", "picker", species, name],
    queryFn: () =>
      answer(
        api.GET("/individuals", {
          params: {
            query: {
              limit: SHOWN,
              ...(name ? { name } : {}),
              ...(species ? { species: [species] } : {}),
            },
          },
        }),
      ),
  });
  const listed = (data?.items ?? []).filter(({ id }) => id !== without);
  const isListed = listed.some(({ id }) => id === value);
  // Somebody may be chosen beforehand who is not among the first.
  const { data: chosen } = useQuery({
    queryKey: ["individuals", "picker", "chosen", value],
    queryFn: () => answer(api.GET("/individuals/{id}", { params: { path: { id: value } } })),
    enabled: value !== "" && data !== undefined && !isListed,
  });
  const options = (chosen && !isListed ? [chosen, ...listed] : listed).map((each) => ({
    value: each.id,
    label: each.name ?? each.id,
  }));
  return (
    <div className={styles.picker}>
      <TextField
        label={t("picker.search")}
        value={typed}
        onChange={setTyped}
        input={{ type: "search" }}
      />
      <Select
        {...field}
        value={value}
        options={options}
        none={none ?? t("picker.none")}
        onChange={onChange}
      />
    </div>
  );
}
