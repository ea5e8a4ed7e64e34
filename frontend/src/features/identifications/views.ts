/** What can be looked at in an answer? Each picture by itself and, before them, those that were asked about as one. */

import type { CandidateIndividual, Identification, Query } from "../../api/types";

/** A ranked individual, and which of the pictures asked about resembles it most. */
export type Candidate = CandidateIndividual & { query: string };

export interface View {
  key: string;
  /** At least one; several are of one encounter and were asked about as one. */
  queries: [Query, ...Query[]];
  /** The places of the queries among all, from 1. */
  numbers: number[];
  candidates: Candidate[];
  probabilityNew: number | null;
}

export function viewsOf({ queries }: Identification): View[] {
  return [...togetherIn(queries), ...queries.map(alone)];
}

function alone(query: Query, index: number): View {
  return {
    key: query.annotation,
    queries: [query],
    numbers: [index + 1],
    candidates: query.individuals.map((each) => ({ ...each, query: query.annotation })),
    probabilityNew: query.probability_new,
  };
}

/** Pictures that were asked about as one all carry the same answer: it is taken from the first of them. */
function togetherIn(queries: Query[]): View[] {
  return queries.flatMap(({ annotation, together }) => {
    if (together?.queries[0] !== annotation) {
      return [];
    }
    const [first, ...others] = queries.filter((each) => together.queries.includes(each.annotation));
    return first
      ? [
          {
            key: `together ${annotation}`,
            queries: [first, ...others],
            numbers: [first, ...others].map((each) => queries.indexOf(each) + 1),
            candidates: together.individuals,
            probabilityNew: together.probability_new,
          },
        ]
      : [];
  });
}

/** The picture about which something was decided, if it was. */
export function decidedIn({ queries }: View): Query | undefined {
  return queries.find(({ review }) => review !== "unreviewed");
}
