/** The built pages, and the headers that keep them safe. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import helmet from "@fastify/helmet";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** Pages under here are made to stand in other sites' frames. */
const embedPrefix = "/embed/";

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
    const ancestors = request.url.startsWith(embedPrefix) ? "*" : "'self'";
    reply.header("content-security-policy", `${policy}; frame-ancestors ${ancestors}`);
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

const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'", // xterm.js writes its colours into style elements.
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
].join("; ");
