/**
 * In `npm run dev` an edit shows in open pages at once, and at the same place. Astro itself writes all texts to a file
 * half a second after an edit, and has all pages load anew then. Here a page is told what is different, and puts that
 * in; only a page that cannot loads anew when Astro says so.
 */
import { channel } from "node:diagnostics_channel";
import type { AstroIntegration } from "astro";
import type { HotPayload, NormalizedHotChannel } from "vite";
import type { TextChange } from "../../client/live-text/changes.ts";

/** Astro waits for 500 ms without an edit. What is stored sooner after one was begun before it, and another comes. */
const stored_ms_min = 250;
/** A reload so long after an edit that is stored has another reason. */
const stored_ms_max = 5_000;

/** From who reads the course, in a module graph of Vite's, to the server that has the pages' sockets. */
const changed = channel("pid-one:text");

export function tellChanges(changes: TextChange[]): void {
  if (changes.length > 0) changed.publish(changes);
}

export function liveText(): AstroIntegration {
  return {
    name: "live-text",
    hooks: {
      "astro:config:setup": ({ command, injectScript, updateConfig }) => {
        if (command !== "dev") return;
        injectScript("page", 'import "/src/client/live-text/live-text.ts";');
        // Known before the first page: a package that Vite comes upon later has `npm run dev` load all pages anew.
        updateConfig({ vite: { optimizeDeps: { include: browserPackages() } } });
      },
      "astro:server:setup": ({ server }) => {
        const { hot } = server.environments.client;
        let isWatched = false;
        let isStored = true;
        let changed_ms = Number.NEGATIVE_INFINITY;
        changed.subscribe((changes) => {
          // What is read at the start is no edit.
          if (!isWatched || !Array.isArray(changes)) return;
          isStored = false;
          changed_ms = performance.now();
          hot.send("pid-one:text", changes);
        });
        hot.on("vite:client:connect", () => {
          isWatched = true;
          // A page that comes between an edit and its being stored has the old text.
          if (!isStored) hot.send("pid-one:text", [{ kind: "page", path: "" }]);
        });
        takeReloads(hot, () => {
          // The course was read ahead of the first page. Vite would keep this and have that page load twice.
          if (!server.httpServer?.listening) return true;
          const age_ms = performance.now() - changed_ms;
          if (isStored && age_ms > stored_ms_max) return false;
          if (age_ms < stored_ms_min) return true;
          isStored = true;
          hot.send("pid-one:stored", null);
          return true;
        });
      },
    },
  };
}

/** What scripts of pages import. */
function browserPackages(): string[] {
  const xterm = ["fit", "search", "serialize", "unicode11", "web-links", "webgl"].map((name) => `@xterm/addon-${name}`);
  return ["@mermaid-js/tiny", "@xterm/xterm", ...xterm, "d3-hierarchy", "reveal.js", "zod"];
}

/** `take` says whether it stands in for a reload of all pages, as Astro sends it when its file is written. */
function takeReloads(hot: NormalizedHotChannel, take: () => boolean): void {
  const send = hot.send.bind(hot);
  hot.send = (first: HotPayload | string, data?: unknown) => {
    if (typeof first === "string") send(first, data);
    // After a change of code it names the file that made it necessary.
    else if (first.type !== "full-reload" || first.path !== "*" || first.triggeredBy !== undefined || !take())
      send(first);
  };
}
