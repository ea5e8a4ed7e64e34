/** In which language does the app speak? The one chosen last, else the browser's, else English. */

import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { german } from "./de";
import { english } from "./en";

export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

const CHOICE = "codex.language";

export function isLanguage(code: string | null | undefined): code is Language {
  return code !== null && code !== undefined && code in LANGUAGES;
}

function preferred(): Language {
  const chosen = localStorage.getItem(CHOICE);
  if (isLanguage(chosen)) {
    return chosen;
  }
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2));
  return spoken.find(isLanguage) ?? "en";
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(CHOICE, language);
  void i18next.changeLanguage(language);
}

i18next.on("languageChanged", (language) => {
  document.documentElement.lang = language;
});

void i18next.use(initReactI18next).init({
  resources: { en: english, de: german },
  lng: preferred(),
  fallbackLng: "en",
  defaultNS: "common",
  interpolation: { escapeValue: false }, // React escapes
});

export default i18next;
