/** Serves the built site as a static host would that looks for the nearest 404.html, as Cloudflare Pages does, under the policy that the lab server sets. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { contentPolicy } from "../../src/server/http/site.ts";

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};

export interface StaticSite {
  address: string;
  close(): void;
}

/** Serves `folder` on a free port. */
export async function serveSite(folder: string): Promise<StaticSite> {
  const read = async (path: string) => {
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    return { body: await readFile(file), type: types[extname(file)] ?? "application/octet-stream" };
  };
  const server = createServer(async ({ url = "/" }, response) => {
    const { pathname } = new URL(url, "http://site");
    const found = await read(pathname).catch(() => null);
    const folder = pathname.split("/", 2).join("/");
    const { body, type } = found ?? (await read(`${folder}/404.html`).catch(() => read("/404.html")));
    response
      .writeHead(found ? 200 : 404, { "content-type": type, "content-security-policy": contentPolicy(pathname) })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${portOf(server.address())}`, close: () => server.close() };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return address.port;
}
