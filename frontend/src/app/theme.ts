/** Light or dark? As the device has it, unless a person chose. */

import { useState } from "react";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const CHOICE = "codex.theme";

function chosenTheme(): Theme {
  const chosen = localStorage.getItem(CHOICE);
  return THEMES.find((theme) => theme === chosen) ?? "system";
}

/** Applies the theme chosen last; called before the first paint. */
export function applyTheme(theme: Theme = chosenTheme()): void {
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(chosenTheme);
  return [
    theme,
    (chosen) => {
      localStorage.setItem(CHOICE, chosen);
      applyTheme(chosen);
      setTheme(chosen);
    },
  ];
}
