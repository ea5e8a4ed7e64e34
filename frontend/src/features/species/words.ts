/** How is a thing called in the reader's language? */

/** Words by language code; a language may give several, the preferred one first. */
export type Words = Record<string, string | string[] | undefined>;

/** The word in a language, else in English, else in any; `fallback` where there is none. */
export function wordIn(
  words: Words | null | undefined,
  language: string,
  fallback: string,
): string {
  for (const candidate of [words?.[language], words?.en, ...Object.values(words ?? {})]) {
    const word = Array.isArray(candidate) ? candidate[0] : candidate;
    if (word) {
      return word;
    }
  }
  return fallback;
}

/** A stored key made readable where no label is known: "group_size" → "Group size". */
export function readable(key: string): string {
  return capitalised(key.replaceAll("_", " "));
}

/** For the beginning of a line or of a title. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
