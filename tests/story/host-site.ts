/** A training site of another origin, with one lab in an iframe and nothing else that would help it. */
import { once } from "node:events";
import { createServer } from "node:http";

export async function startHostSite(embed: string): Promise<{ address: string; close(): Promise<void> }> {
  const html = `<!doctype html><title>A training site</title>
<script>
  window.told = [];
  addEventListener("message", ({ origin, data }) => { if (origin === new URL(${JSON.stringify(embed)}).origin) told.push(data); });
</script>
<h1>A training site</h1>
<iframe src="${embed}" title="Lab" width="1000" height="640"></iframe>`;
  const server = createServer((_request, response) => response.setHeader("content-type", "text/html").end(html));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("a TCP server has a port");
  return {
    // By name, so that it is another site to the browser, not only another port.
    address: `http://localhost:${bound.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
