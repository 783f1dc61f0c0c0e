/** Pauses in a page's work, for slow phones on slow lines. */

/**
 * Comes when the browser has taken what the reader did meanwhile. Between two pieces of work it keeps the page from
 * standing still for the sum of both.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Comes when there is something to read. Nobody waits for a page that is not in view: it is never painted. */
export async function firstPaint(): Promise<void> {
  if (!document.hidden) await new Promise((resolve) => requestAnimationFrame(resolve));
  await nextTask();
}
