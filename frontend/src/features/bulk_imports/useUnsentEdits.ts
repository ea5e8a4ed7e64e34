/** How many edits wait on this device to be sent? */

import { useSyncExternalStore } from "react";
import { editsOf } from "./grid/editQueue";

export function useUnsentEdits(importId: string): number {
  const edits = editsOf(importId);
  return useSyncExternalStore(edits.subscribe, () => edits.snapshot().waiting);
}
