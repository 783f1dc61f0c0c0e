/** How much script pages load: what stands in them, and what that imports. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const site = "dist/site";
const chunks = (names) => names.map((name) => `${site}/_astro/${name}*.js`);

export default [
  { name: "an article before its lab is opened", path: scriptsOf("read/init-systems"), limit: "32 kB" },
  { name: "a lab's page before it is started", path: scriptsOf("labs/zombies"), limit: "26 kB" },
  { name: "a deck, without its labs", path: scriptsOf("deck/init-systems"), limit: "75 kB" },
  {
    name: "what the first start of a lab loads",
    path: chunks(["running", "styles", "processes", "labs", "remote"]),
    limit: "190 kB",
  },
];

function scriptsOf(page) {
  const html = readFileSync(join(site, page, "index.html"), "utf8");
  const found = new Set();
  const waiting = Array.from(html.matchAll(/<script type="module-later" src="([^"]+)"/g), ([, address]) => address);
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    // A dynamic import has a bracket.
    const imports = readFileSync(join(site, file), "utf8").matchAll(/(?:\bimport|\bfrom)\s*["']\.\/([^"']+)["']/g);
    for (const [, name] of imports) waiting.push(`/_astro/${name}`);
  }
  if (found.size === 0) throw new Error(`${page} has no scripts. Is the site built?`);
  return Array.from(found, (file) => join(site, file));
}
