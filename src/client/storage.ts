/**
 * What the browser keeps for us. A page may be forbidden to store (an iframe of another site, a private window) or have no
 * room left; then we forget sooner, and nothing else breaks. Even reading `localStorage` may throw.
 */
export interface Store {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
}

/** Until the tab is closed, in this tab only. */
export const tabStore: Store = store(() => sessionStorage);
/** In all tabs, for good. */
export const browserStore: Store = store(() => localStorage);

/** What stands there as JSON; undefined when there is nothing that could be read. */
export function readJson(from: Store, key: string): unknown {
  return attempt(() => JSON.parse(from.get(key) ?? ""));
}

function store(open: () => Storage): Store {
  return {
    get: (key) => attempt(() => open().getItem(key)) ?? null,
    set: (key, value) => attempt(() => open().setItem(key, value)),
    remove: (key) => attempt(() => open().removeItem(key)),
  };
}

function attempt<T>(what: () => T): T | undefined {
  try {
    return what();
  } catch {
    return undefined;
  }
}
