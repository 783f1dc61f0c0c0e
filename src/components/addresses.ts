/** Addresses of the site's pages, also when it is served below a folder. */
export function addressOf(path: string): string {
  return `${import.meta.env.BASE_URL.replace(/\/$/, "")}/${path}`;
}
