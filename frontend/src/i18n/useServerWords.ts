/** Houston's sentences and names in the language of the app. */

import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import {
  kindName,
  type Labelled,
  phraseOf,
  reasonOf,
  sentenceOf,
  type Told,
  targetDescription,
  targetLabel,
} from "./serverWords";

export function useServerWords() {
  const { language } = useTranslation().i18n;
  return useMemo(
    () => ({
      say: (told: Told) => sentenceOf(told, language),
      kind: (code: string) => kindName(code, language),
      phrase: (sentence: string) => phraseOf(sentence, language),
      reason: (sentence: string, code: string | null = null) => reasonOf(sentence, language, code),
      label: (target: Labelled) => targetLabel(target, language),
      about: (target: Labelled) => targetDescription(target, language),
    }),
    [language],
  );
}
