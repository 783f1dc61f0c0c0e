/**
 * What the browser keeps for us. A page may be forbidden to store (an iframe of another site, a private window) or have no
 * room left; then we forget sooner, and nothing else breaks. Even reading `localStorage` may throw.
 */
export interface Store {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(): string[];
}

/** Until the tab is closed, in this tab only. */
export const tabStore: Store = store(() => sessionStorage);
/** In all tabs, for good. */
export const browserStore: Store = store(() => localStorage);

/** What stands there as JSON; undefined when there is nothing that could be read. */
export function readJson(from: Store, key: string): unknown {
  return attempt(() => JSON.parse(from.get(key) ?? ""));
}

/** What stands there as a JSON object, by its keys. Entries that are not what they should be count as nothing. */
export function readMap<T>(from: Store, key: string, is: (value: unknown) => value is T): Map<string, T> {
  const saved = readJson(from, key);
  if (typeof saved !== "object" || saved === null) return new Map();
  return new Map(Object.entries(saved).filter((entry): entry is [string, T] => is(entry[1])));
}

export function writeMap(to: Store, key: string, map: ReadonlyMap<string, unknown>): void {
  to.set(key, JSON.stringify(Object.fromEntries(map)));
}

function store(open: () => Storage): Store {
  return {
    get: (key) => attempt(() => open().getItem(key)) ?? null,
    set: (key, value) => attempt(() => open().setItem(key, value)),
    remove: (key) => attempt(() => open().removeItem(key)),
    keys: () => attempt(() => Object.keys(open())) ?? [],
  };
}

function attempt<T>(what: () => T): T | undefined {
  try {
    return what();
  } catch {
    return undefined;
  }
}
