/** sitemap.xml and robots.txt, for a site that knows its address. */
import type { APIRoute, GetStaticPaths } from "astro";
import { addressOf } from "../components/addresses.ts";
import { sharedPages } from "../components/share-picture/pages.ts";

export const getStaticPaths: GetStaticPaths = () =>
  import.meta.env.SITE ? ["sitemap.xml", "robots.txt"].map((map) => ({ params: { map } })) : [];

export const GET: APIRoute = async ({ params, site }) => {
  const absolute = (path: string): string => new URL(addressOf(path), site).href;
  if (params.map === "robots.txt")
    return new Response(`User-agent: *\nAllow: /\n\nSitemap: ${absolute("sitemap.xml")}\n`);
  const urls = (await sharedPages()).map(
    ({ path }) => `<url><loc>${absolute(path === "" ? "" : `${path}/`)}</loc></url>`,
  );
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join("\n")}\n</urlset>\n`,
  );
};
