/** The builder is plain JavaScript, so what it exports has no types here. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const builder = join(import.meta.dirname, "../../../src/cli/image");
const { hostSources } = await import(`${builder}/apt-sources.mjs`);
const { noteProgress } = await import(`${builder}/progress.mjs`);

let etc: string;
beforeEach(async () => {
  etc = await mkdtemp(join(tmpdir(), "pid-one-unit-"));
  await mkdir(join(etc, "sources.list.d"));
});
afterEach(() => rm(etc, { recursive: true, force: true }));

test("one-line entries of the release and its updates, third parties left out", async () => {
  await writeFile(
    join(etc, "sources.list"),
    `# a comment
deb http://mirror.example/debian bookworm main contrib # and another
deb-src http://mirror.example/debian bookworm main
deb [signed-by=/key.gpg arch=amd64] http://mirror.example/security bookworm-security main
`,
  );
  await writeFile(join(etc, "sources.list.d/other.list"), "deb http://third.example nodistro main\n");
  expect(await hostSources("bookworm", etc)).toEqual([
    "deb http://mirror.example/debian bookworm main contrib",
    "deb [signed-by=/key.gpg arch=amd64] http://mirror.example/security bookworm-security main",
  ]);
});

test("deb822 stanzas: every URI with every suite, those switched off left out", async () => {
  await writeFile(
    join(etc, "sources.list.d/debian.sources"),
    `Types: deb deb-src
# a comment
URIs: http://one.example
  http://two.example
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/key.gpg

Types: deb
URIs: http://off.example
Suites: bookworm
Components: main
Enabled: no
`,
  );
  const signed = "deb [signed-by=/usr/share/keyrings/key.gpg]";
  expect(await hostSources("bookworm", etc)).toEqual([
    `${signed} http://one.example bookworm main`,
    `${signed} http://one.example bookworm-updates main`,
    `${signed} http://two.example bookworm main`,
    `${signed} http://two.example bookworm-updates main`,
  ]);
});

test("no sources at all", async () => {
  await rm(join(etc, "sources.list.d"), { recursive: true });
  expect(await hostSources("bookworm", etc)).toEqual([]);
});

test("progress: a step at a time, its packages counted", () => {
  const progress = { step: "", packages: 0 };
  const lines = [
    "Get:1 http://mirror.example bookworm/main amd64 bash amd64 5.2 [1491 kB]",
    "Get:2 http://mirror.example bookworm/main amd64 dash amd64 0.5 [97 kB]",
  ];
  for (const line of lines) noteProgress(line, progress);
  expect(progress).toEqual({ step: "downloading packages", packages: 2 });
  noteProgress("Setting up bash (5.2) ...", progress);
  noteProgress("something else", progress);
  expect(progress).toEqual({ step: "setting up packages", packages: 1 });
});
