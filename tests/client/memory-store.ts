import type { Store } from "../../src/client/storage.ts";

/** What a browser keeps, without one. */
export function memoryStore(): Store {
  const kept = new Map<string, string>();
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void kept.set(key, value),
    remove: (key) => void kept.delete(key),
    keys: () => [...kept.keys()],
  };
}

/** One that has this under whatever key. */
export function holding(text: string): Store {
  let kept = text;
  return {
    get: () => kept,
    set: (_key, value) => {
      kept = value;
    },
    remove: () => {},
    keys: () => [],
  };
}
