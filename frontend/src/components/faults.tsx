/** Which faults belong to which field? A form hands over all that the server found; each field takes its own. */

import { createContext, type ReactNode, useContext } from "react";
import { type Fault, pointsAt } from "../api/problem";

const Faults = createContext<Fault[]>([]);

export function FaultScope({ faults, children }: { faults: Fault[]; children: ReactNode }) {
  return <Faults value={faults}>{children}</Faults>;
}

/** The faults of the field at `pointer` and of all within it; with `exact` only its own. */
export function useFaults(pointer: string | undefined, exact = false): Fault[] {
  const faults = useContext(Faults);
  if (pointer === undefined) {
    return [];
  }
  return faults.filter((fault) =>
    exact ? fault.pointer === pointer : pointsAt(fault.pointer, pointer),
  );
}

/** The id of the field at a pointer, so that a summary can lead to it. */
export function fieldId(pointer: string): string {
  return `field${pointer.replaceAll("/", "-")}`;
}
