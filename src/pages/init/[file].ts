/** The init's source, for those who read it beside a lab. A name that ends in .txt is shown by any server and browser. */
import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { APIRoute, GetStaticPaths } from "astro";

const folder = "src/init";
const ending = ".txt";

export const getStaticPaths: GetStaticPaths = () =>
  globSync(join(folder, "*.ts")).map((path) => ({ params: { file: basename(path) + ending } }));

export const GET: APIRoute = async ({ params }) => {
  const content = await readFile(join(folder, (params.file ?? "").slice(0, -ending.length)), "utf8");
  return new Response(content, { headers: { "content-type": "text/plain; charset=utf-8" } });
};
