/** Waits for what no event tells of. */
const look_ms = 100;

/** Resolves to true when it is so; to false when it does not come to that in time, or the signal is given. */
export async function until(is: () => boolean, patience_ms: number, signal: AbortSignal): Promise<boolean> {
  const endsAt = performance.now() + patience_ms;
  while (!is()) {
    if (signal.aborted || performance.now() > endsAt) return false;
    await new Promise((resolve) => setTimeout(resolve, look_ms));
  }
  return true;
}
