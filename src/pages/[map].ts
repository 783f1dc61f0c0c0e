/** sitemap.xml and robots.txt, for a site that knows its address. */
import type { APIRoute, GetStaticPaths } from "astro";
import { addressOf } from "../components/addresses.ts";
import { pageAddress } from "../components/page.ts";
import { sharedPages } from "../components/share-picture/pages.ts";
import { languages } from "../words/language.ts";

export const getStaticPaths: GetStaticPaths = () =>
  import.meta.env.SITE ? ["sitemap.xml", "robots.txt"].map((map) => ({ params: { map } })) : [];

export const GET: APIRoute = async ({ params, site }) => {
  const absolute = (address: string): string => new URL(address, site).href;
  if (params.map === "robots.txt")
    return new Response(`User-agent: *\nAllow: /\n\nSitemap: ${absolute(addressOf("sitemap.xml"))}\n`);
  const urls = (await sharedPages()).flatMap(({ path }) => {
    const addresses = languages.map((language) => ({
      language,
      address: absolute(pageAddress(language, path === "" ? "" : `${path}/`)),
    }));
    const links = addresses.map(
      ({ language, address }) => `<xhtml:link rel="alternate" hreflang="${language}" href="${address}"/>`,
    );
    return addresses.map(({ address }) => `<url><loc>${address}</loc>${links.join("")}</url>`);
  });
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls.join("\n")}\n</urlset>\n`,
  );
};
