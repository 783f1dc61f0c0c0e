/** How long a lab still lives, in words. */

export const warning_ms = 2 * 60_000;

/** "29:05", "1:02:03". */
export function clock(left_ms: number): string {
  const seconds = Math.max(0, Math.ceil(left_ms / 1000));
  const two = (n: number): string => String(n).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
