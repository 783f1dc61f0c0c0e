/** What the documents name is there, and what they tell people to run can be run. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };

const documents = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "docs/authoring.md",
  "docs/labs.md",
  "docs/sources.md",
  "docs/operations/README.md",
];

test.each(documents)("%s names only files that exist", (document) => {
  const text = readFileSync(document, "utf8");
  const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path]) =>
    join(dirname(document), path ?? ""),
  );
  const named = [...text.matchAll(/`((?:src|tests|labs|slides|public|\.ci)\/[\w./-]+)`/g)].map(
    ([, path]) => path ?? "",
  );
  expect([...linked, ...named].filter((path) => !existsSync(path))).toEqual([]);
});

test.each(documents)("%s names only npm scripts that exist", (document) => {
  const text = readFileSync(document, "utf8");
  const scripts = [...text.matchAll(/npm run ([\w:-]+)|npm (start|test)\b/g)].map(
    ([, run, short]) => run ?? short ?? "",
  );
  expect(scripts.filter((name) => !(name in packageJson.scripts))).toEqual([]);
});

test("dependencies are pinned exactly, and the lock file holds no addresses", () => {
  const versions = Object.values({ ...packageJson.dependencies, ...packageJson.devDependencies });
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  expect(readFileSync("package-lock.json", "utf8")).not.toContain('"resolved"');
});
