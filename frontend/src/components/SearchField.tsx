import { useEffect, useState } from "react";
import { TextField } from "./TextField";

/** A pause in typing after which the search runs. */
const PAUSE_MS = 350;

interface SearchFieldProps {
  label: string;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
}

/** Searches a moment after the last key, not at each. */
export function SearchField({ label, placeholder, value, onChange }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the pause
  useEffect(() => {
    if (typed.trim() === value) {
      return;
    }
    const pause = setTimeout(() => onChange(typed.trim()), PAUSE_MS);
    return () => clearTimeout(pause);
  }, [typed]);
  return (
    <TextField
      label={label}
      value={typed}
      onChange={setTyped}
      input={{ type: "search", placeholder }}
    />
  );
}
