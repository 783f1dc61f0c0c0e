/** A picture for each page that may be shared; see ShareTags.astro. Only a site that knows its address has them. */
import type { APIRoute, GetStaticPaths } from "astro";
import { posterOfLab } from "../../components/recording/recordings.ts";
import { sharedPages } from "../../components/share-picture/pages.ts";
import { sharePicture } from "../../components/share-picture/picture.ts";
import { ownLanguage } from "../../words/language.ts";
import { wordsIn } from "../../words/words.ts";

/** In the course's own language, as pages.ts. */
const { elements, site } = wordsIn(ownLanguage);
const posterWords = { ...elements.tree, ...site.recording };

export const getStaticPaths: GetStaticPaths = async () => {
  if (!import.meta.env.SITE) return [];
  return (await sharedPages()).map(({ path, ...shown }) => ({ params: { page: path || "index" }, props: shown }));
};

export const GET: APIRoute = async ({ props: { kind, title, summary, lab } }) =>
  new Response(new Uint8Array(await sharePicture({ kind, title, summary, poster: posterOfLab(lab, posterWords) })), {
    headers: { "content-type": "image/png" },
  });
