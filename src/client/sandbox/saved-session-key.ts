/** `place`: empty, but where a page has the same lab twice. */
export interface SavedAs {
  lab: string;
  place: string;
}

/** By itself, so that the light part of a lab can see whether there is a session to come back to without loading the rest. */
export function savedSessionKey({ lab, place }: SavedAs): string {
  return `pid-one.session.${lab}${place === "" ? "" : `.${place}`}`;
}

/** Calls `changed` when another tab began, ended or replaced the session of this lab. */
export function onSavedSession(as: SavedAs, changed: () => void, signal: AbortSignal): void {
  const key = savedSessionKey(as);
  // No key: all of it was cleared.
  const heard = (event: StorageEvent): void => {
    if (event.key === key || event.key === null) changed();
  };
  globalThis.window?.addEventListener("storage", heard, { signal });
}
