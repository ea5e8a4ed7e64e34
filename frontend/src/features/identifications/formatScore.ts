/** A score as a plain number with three figures; never as a share or a percentage, for it is no probability. */
export function formatScore(score: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumSignificantDigits: 3 }).format(score);
}
