/** How is a target named that there can be several of? `Encounter.mediaAsset#` stands for 0, 1, 2 … */

import type { SheetTarget } from "./types";

export interface NamedTarget {
  target: SheetTarget;
  number: number | null;
}

/** Finds what a column is mapped to among all targets, with its number where it has one. */
export function targetFinder(targets: SheetTarget[]): (name: string) => NamedTarget | null {
  const single = new Map(targets.map((target) => [target.target, target]));
  const numbered = targets
    .filter(({ target }) => target.includes("#"))
    .map((target) => ({ target, pattern: patternOf(target.target) }));
  return (name) => {
    const exact = single.get(name);
    if (exact) {
      return { target: exact, number: null };
    }
    for (const { target, pattern } of numbered) {
      const found = pattern.exec(name);
      if (found) {
        return { target, number: Number(found[1]) };
      }
    }
    return null;
  };
}

function patternOf(name: string): RegExp {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace("#", "(\\d+)")}$`);
}

/** The name that a column gets: of a target that there can be several of, with the first number still free. */
export function nameFor(target: SheetTarget, taken: Iterable<string | null>): string {
  if (!target.target.includes("#")) {
    return target.target;
  }
  const used = new Set(taken);
  let number = 0;
  while (used.has(target.target.replace("#", String(number)))) {
    number += 1;
  }
  return target.target.replace("#", String(number));
}

/** What a target is called on the screen. */
export function labelOf(named: NamedTarget, label: (target: SheetTarget) => string): string {
  const { target, number } = named;
  return number === null ? label(target) : `${label(target).replace(/\s*#\s*/, " ")} ${number + 1}`;
}
