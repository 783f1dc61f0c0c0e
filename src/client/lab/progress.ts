/** Which tasks of a lab are done, kept over reloads and restarts. */
import { browserStore, readJson, type Store } from "../storage.ts";

const prefix = "pid-one.progress.";
const key = (lab: string): string => prefix + lab;

/** The labs of which something is done. */
export function begunLabs(store: Store = browserStore): string[] {
  return store.keys().flatMap((one) => (one.startsWith(prefix) ? [one.slice(prefix.length)] : []));
}

export function doneTasks(lab: string, store: Store = browserStore): Set<string> {
  const saved = readJson(store, key(lab));
  return new Set(Array.isArray(saved) ? saved.filter((id) => typeof id === "string") : []);
}

export function saveDoneTasks(lab: string, done: ReadonlySet<string>, store: Store = browserStore): void {
  store.set(key(lab), JSON.stringify([...done]));
}
