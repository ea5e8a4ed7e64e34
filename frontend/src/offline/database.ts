/** What does this browser keep for times without a network? One database, a few stores. */

const NAME = "codex";
const VERSION = 1;
/** Reports that wait to be sent, unsent photos of the one in the form, and the lists without which none can be filled in. */
export type StoreName = "reports" | "photos" | "lists";

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("reports", { keyPath: "id", autoIncrement: true });
      request.result.createObjectStore("photos");
      request.result.createObjectStore("lists");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Whether this browser can keep anything: some cannot in private windows. */
export function canKeep(): boolean {
  return "indexedDB" in globalThis;
}

/** Does one thing with a store, and waits until it is written for good. */
export async function withStore<Result>(
  name: StoreName,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await opened();
  try {
    return await new Promise<Result>((resolve, reject) => {
      const transaction = database.transaction(name, mode);
      const request = work(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}
