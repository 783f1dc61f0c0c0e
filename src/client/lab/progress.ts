/** Which tasks of a lab are done, kept over reloads and restarts. */

type Store = Pick<Storage, "getItem" | "setItem">;

const key = (lab: string): string => `pid-one.progress.${lab}`;

export function doneTasks(lab: string, store: Store = localStorage): Set<string> {
  try {
    const saved: unknown = JSON.parse(store.getItem(key(lab)) ?? "[]");
    return new Set(Array.isArray(saved) ? saved.filter((id) => typeof id === "string") : []);
  } catch {
    return new Set();
  }
}

export function saveDoneTasks(lab: string, done: ReadonlySet<string>, store: Store = localStorage): void {
  try {
    store.setItem(key(lab), JSON.stringify([...done]));
  } catch {
    // A page that may not store forgets at its next load; nothing else is lost.
  }
}
