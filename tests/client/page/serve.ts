/** Serves the test page, with Vite as Astro does it. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "vite";

export interface ServedPage {
  url: string;
  close(): Promise<void>;
}

/** @param worker which of those at work at once: each has a cache of its own, as two would fill one at the same time */
export async function servePage(worker: number): Promise<ServedPage> {
  const repository = join(import.meta.dirname, "../../..");
  const server = await createServer({
    configFile: false,
    root: import.meta.dirname,
    cacheDir: join(tmpdir(), `pid-one-test-page-${worker}`),
    logLevel: "error",
    server: { host: "127.0.0.1", port: 0, hmr: false, fs: { allow: [repository] } },
    // Found late, they would make Vite reload the page in the middle of a test.
    optimizeDeps: {
      include: [
        "@xterm/xterm",
        "@xterm/addon-fit",
        "@xterm/addon-search",
        "@xterm/addon-serialize",
        "@xterm/addon-unicode11",
        "@xterm/addon-web-links",
        "@xterm/addon-webgl",
        "d3-hierarchy",
        "zod",
      ],
    },
  });
  await server.listen();
  return { url: server.resolvedUrls?.local[0] ?? "", close: () => server.close() };
}
