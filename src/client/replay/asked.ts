/** Which recording the page's address asks for: `?lab=zombies`, the one that stands beside a lab. */

/** @returns its address; null: the reader chooses a file */
export function askedRecording(page: string): string | null {
  const lab = new URL(page).searchParams.get("lab") ?? "";
  return /^[a-z0-9][a-z0-9-]{0,63}$/.test(lab) ? new URL(`../recordings/${lab}.cast`, page).href : null;
}
