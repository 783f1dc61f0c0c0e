/** Which recording the page's address asks for: `?lab=zombies`, the one that stands beside a lab, or `?r=ID`, a published one. */

/**
 * @param base address of the site: "/", or a folder
 * @param server address of the lab server; "" for the page's own origin
 * @returns the recording's address; null: the reader chooses a file
 */
export function askedRecording(page: string, base: string, server = ""): string | null {
  const { searchParams } = new URL(page);
  const lab = searchParams.get("lab") ?? "";
  if (/^[a-z0-9][a-z0-9-]{0,63}$/.test(lab)) return new URL(`${base}recordings/${lab}.cast`, page).href;
  const id = searchParams.get("r") ?? "";
  if (!/^[\w-]{1,64}$/.test(id)) return null;
  return new URL(`api/recordings/${id}`, new URL(server === "" ? "/" : server, page)).href;
}
