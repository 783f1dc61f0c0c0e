/** A picture for each page that may be shared; see ShareTags.astro. Only a site that knows its address has them. */
import type { APIRoute, GetStaticPaths } from "astro";
import { sharedPages } from "../../components/share-picture/pages.ts";
import { sharePicture } from "../../components/share-picture/picture.ts";

export const getStaticPaths: GetStaticPaths = async () => {
  if (!import.meta.env.SITE) return [];
  return (await sharedPages()).map(({ path, ...shown }) => ({ params: { page: path || "index" }, props: shown }));
};

export const GET: APIRoute = async ({ props: { kind, title, summary } }) =>
  new Response(new Uint8Array(await sharePicture({ kind, title, summary })), {
    headers: { "content-type": "image/png" },
  });
