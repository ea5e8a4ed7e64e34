/** How is a sheet had that the server has to write first? It is asked for, waited for, and then the browser fetches it. */

import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import {
  haveSheetWritten,
  readJob,
  type SheetFormat,
  sheetAddress,
  type WrittenSheet,
} from "./importApi";
import type { Job } from "./types";

const ASK_AGAIN_MS = 1000;
const OVER = ["done", "failed", "cancelled"];

/** Writes a sheet; `job` says how far it is. Who leaves the page finds it written when they ask again. */
export function useSheetDownload(id: string) {
  const [job, setJob] = useState<Job | null>(null);
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const mutation = useMutation({
    mutationFn: async ({ what, format }: { what: WrittenSheet; format: SheetFormat }) => {
      let current = await haveSheetWritten(id, what, format);
      while (!OVER.includes(current.state)) {
        setJob(current);
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
        if (!here.current) {
          return;
        }
        current = await readJob(current.id);
      }
      setJob(null);
      if (current.state !== "done") {
        throw new Error(current.reason ?? "");
      }
      keepFile(sheetAddress(id, current.id));
    },
    onSettled: () => setJob(null),
  });
  return { ...mutation, job };
}

/** The browser keeps what lies there as a file. */
function keepFile(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}
