/** Images and other files that the course's text shows or links to, as they lie in slides/. */
import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { APIRoute, GetStaticPaths } from "astro";

const types: Readonly<Record<string, string>> = {
  ".avif": "image/avif",
  ".gif": "image/gif",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webp": "image/webp",
};

export const getStaticPaths: GetStaticPaths = () =>
  globSync(
    `slides/**/*.{${Object.keys(types)
      .map((ending) => ending.slice(1))
      .join(",")}}`,
  ).map((path) => ({ params: { file: path.slice("slides/".length) } }));

export const GET: APIRoute = async ({ params }) => {
  const name = params.file ?? "";
  const content = await readFile(join("slides", name));
  return new Response(new Uint8Array(content), { headers: { "content-type": types[extname(name)] ?? "" } });
};
