/** The built pages, and the headers that keep them safe. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import helmet from "@fastify/helmet";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** Pages under here, in any language, are made to stand in other sites' frames. */
const embedPrefix = /^\/(?:[a-z]{2}\/)?embed\//;
/** What searches the course: WebAssembly, in a worker that has a policy of its own. Pages need none for it. */
const searchPrefix = "/pagefind/";

/** The one script that stands in pages, as it has to run before they are painted. */
const firstPaint = readFileSync(join(import.meta.dirname, "../../components/first-paint.js"));
const firstPaintHash = `'sha256-${createHash("sha256").update(firstPaint).digest("base64")}'`;

export async function registerSite(app: FastifyInstance, siteDir: string): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: false, // Set below: embedded pages differ.
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: false,
    crossOriginResourcePolicy: false,
    strictTransportSecurity: false, // TLS belongs to the proxy in front.
    xFrameOptions: false, // frame-ancestors says it, page by page.
  });
  app.addHook("onSend", async (request, reply) => {
    reply.header("content-security-policy", contentPolicy(request.url));
  });
  if (!existsSync(siteDir)) {
    app.log.warn({ siteDir }, "the site is not built; npm run build makes it");
    return;
  }
  await app.register(fastifyStatic, {
    root: siteDir,
    cacheControl: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      // Astro puts a hash of the content into the names under _astro.
      const forever = path.startsWith(join(siteDir, "_astro"));
      reply.header("cache-control", forever ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
}

/** The Content-Security-Policy of what is at a path of the site. */
export function contentPolicy(path: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' ${firstPaintHash}${path.startsWith(searchPrefix) ? " 'wasm-unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'", // xterm.js writes its colours into style elements.
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    `frame-ancestors ${embedPrefix.test(path) ? "*" : "'self'"}`,
  ].join("; ");
}
