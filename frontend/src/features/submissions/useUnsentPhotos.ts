/** What becomes of photos that did not get through when the page is closed? They are in the form again when it is opened. */

import { useEffect, useRef, useState } from "react";
import { canKeep, withStore } from "../../offline/database";
import type { UploadQueue, UploadRow } from "./uploadQueue";

/** There is one form, and so one list of its photos. */
const FORM = "form";

/** Puts photos that were kept into the queue, and keeps those that failed until they are sent or taken out. */
export function useUnsentPhotos(queue: UploadQueue, uploads: UploadRow[]): void {
  const [isLoaded, setIsLoaded] = useState(false);
  const failed = useRef(new Set<string>());
  const kept = useRef("");
  useEffect(() => {
    if (!canKeep()) {
      return;
    }
    let isLeft = false;
    void keptPhotos().then((photos) => {
      if (!isLeft) {
        failed.current = new Set(queue.add(photos));
        setIsLoaded(true);
      }
    });
    return () => {
      isLeft = true;
    };
  }, [queue]);
  useEffect(() => {
    if (!isLoaded) {
      return;
    }
    for (const { key, state } of uploads) {
      if (state === "failed") {
        failed.current.add(key);
      }
    }
    // One that is being sent once more is kept until it has got through.
    const unsent = uploads
      .filter(({ key, state }) => failed.current.has(key) && state !== "sent")
      .map(({ key }) => key);
    if (unsent.join() !== kept.current) {
      kept.current = unsent.join();
      void keepPhotos(queue.contents(unsent));
    }
  }, [isLoaded, queue, uploads]);
}

async function keptPhotos(): Promise<File[]> {
  try {
    return (
      (await withStore<File[] | undefined>("photos", "readonly", (store) => store.get(FORM))) ?? []
    );
  } catch (error) {
    console.info("This browser keeps nothing for when the page is closed.", error);
    return [];
  }
}

async function keepPhotos(photos: File[]): Promise<void> {
  try {
    await withStore("photos", "readwrite", (store) => store.put(photos, FORM));
  } catch (error) {
    // They are still in the page, which says that they are not sent.
    console.info("Photos could not be kept for when the page is closed.", error);
  }
}
