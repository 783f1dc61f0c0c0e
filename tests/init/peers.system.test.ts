/** Our init beside tini, dumb-init and catatonit of Debian: what each does, in one table. */
import { chmod, readdir, readFile, writeFile } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { type InitName, inits } from "./peers-behaviours.ts";
import { signals } from "./peers-signals.ts";
import { startsAndEnds } from "./peers-starts.ts";
import { finish, useRealInit } from "./real-init.ts";

const behaviours = [...startsAndEnds, ...signals];
const built = useRealInit();

beforeAll(async () => {
  const files: [string, string | Buffer, number][] = [
    ["plain", "echo no\n", 0o644],
    ["no-interpreter", "#!/no/such/interpreter\n", 0o755],
    ["bare", "exit 5\n", 0o755],
    // An ELF header for a machine that does not exist.
    ["foreign", Buffer.from(`7f454c460201010000000000000000000200ffff${"00".repeat(100)}`, "hex"), 0o755],
  ];
  for (const [name, content, mode] of files) {
    await writeFile(built.fixture(name), content);
    await chmod(built.fixture(name), mode);
  }
});

/** Where each peer is; "" if it is not installed. */
const paths = new Map<InitName, string>();
for (const name of inits) {
  if (name !== "ours") paths.set(name, (await finish(["sh", "-c", `command -v ${name}`])).stdout.trim());
}

describe.each(inits)("%s", (name) => {
  const missing = paths.get(name) === "";
  if (missing) console.warn(`\nNOT TESTED: ${name} is not here: apt-get install ${name}\n`);
  test.runIf(process.env.CI)("is there in CI", () => expect(missing).toBe(false));

  test.skipIf(missing).each(behaviours)("$name", async ({ observe, expected }) => {
    const observed = await observe(paths.get(name) ?? built.init, built.fixture);
    expect(observed).toBe(typeof expected === "string" ? expected : expected[name]);
  });
});

describe("src/init/README.md", async () => {
  const readme = await readFile(new URL("../../src/init/README.md", import.meta.url), "utf8");
  const rows = readme.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  const differing = behaviours.flatMap(({ name, expected }) =>
    typeof expected === "string" ? [] : { name, expected },
  );

  test.each(differing)("tells of $name, and why", ({ name, expected }) => {
    const row = rows.find((cells) => cells[1] === name);
    expect(row?.slice(2, 6)).toEqual(inits.map((init) => expected[init]));
    expect(row?.[6]).toMatch(/\w{3,}/);
  });

  test("names no file that is not there", async () => {
    const files = await readdir(new URL("../../src/init/", import.meta.url));
    const named = [...readme.matchAll(/`([a-z-]+\.(?:ts|js|mjs|c))`/g)].map((match) => match[1]);
    expect(named.length).toBeGreaterThan(10);
    expect(files).toEqual(expect.arrayContaining(named));
  });
});
