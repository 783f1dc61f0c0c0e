/** Pauses in a page's work, for slow phones on slow lines. */

/**
 * Comes when the browser has taken what the reader did meanwhile. Between two pieces of work it keeps the page from
 * standing still for the sum of both.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
