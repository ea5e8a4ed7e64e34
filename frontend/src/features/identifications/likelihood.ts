/** How sure is that, in a word? Null where a score is no probability. */

export type Likelihood = "veryLikely" | "likely" | "possible" | "unlikely";

/** The lowest probability that each word stands for. */
const FROM: [number, Likelihood][] = [
  [0.9, "veryLikely"],
  [0.6, "likely"],
  [0.25, "possible"],
  [0, "unlikely"],
];

export function likelihood(probability: number | null | undefined): Likelihood | null {
  if (probability === null || probability === undefined) {
    return null;
  }
  return FROM.find(([from]) => probability >= from)?.[1] ?? null;
}

/** In whole per cent; below 1 and above 99 no number pretends to know better. */
export function formatProbability(probability: number, language: string): string {
  const format = new Intl.NumberFormat(language, { style: "percent" });
  if (probability < 0.01) {
    return `< ${format.format(0.01)}`;
  }
  return probability > 0.99 ? `> ${format.format(0.99)}` : format.format(probability);
}
