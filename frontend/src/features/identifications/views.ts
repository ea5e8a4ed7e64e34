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
  /** Those that were asked about as one with its queries, among which these are: a decision is about their encounter. */
  companions: Query[];
  candidates: Candidate[];
  probabilityNew: number | null;
}

export function viewsOf({ queries }: Identification): View[] {
  return [...togetherIn(queries), ...queries.map((query, index) => alone(query, index, queries))];
}

function alone(query: Query, index: number, all: Query[]): View {
  return {
    key: query.annotation,
    queries: [query],
    numbers: [index + 1],
    companions: query.together ? companionsOf(query.together.queries, all) : [query],
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
    const companions = companionsOf(together.queries, queries);
    const [first, ...others] = companions;
    return first
      ? [
          {
            key: `together ${annotation}`,
            queries: [first, ...others],
            companions,
            numbers: [first, ...others].map((each) => queries.indexOf(each) + 1),
            candidates: together.individuals,
            probabilityNew: together.probability_new,
          },
        ]
      : [];
  });
}

function companionsOf(annotations: string[], all: Query[]): Query[] {
  return all.filter(({ annotation }) => annotations.includes(annotation));
}

/**
 * The picture about which something was decided, if it was. Who is in none of the candidates of one picture may yet be in
 * those of another, so that decision does not stand in the way of one about the other.
 */
export function decidedIn({ queries, companions }: View): Query | undefined {
  return (
    queries.find(isDecided) ??
    companions.find((each) => isDecided(each) && each.review !== "no_match")
  );
}

/** What was decided, also about those that were asked about as one with it. */
export function reviewOf({ queries, companions }: View): Query["review"] {
  return (queries.find(isDecided) ?? companions.find(isDecided))?.review ?? "unreviewed";
}

/** The place of the next view after this one of which nothing was decided and that can be compared; undefined: there is none. */
export function nextUndecided(views: View[], from: number): number | undefined {
  const order = views.map((_, step) => (from + 1 + step) % views.length);
  return order.find((place) => {
    const view = views[place];
    return (
      view && reviewOf(view) === "unreviewed" && view.queries.some(({ comparable }) => comparable)
    );
  });
}

function isDecided({ review }: Query): boolean {
  return review !== "unreviewed";
}
