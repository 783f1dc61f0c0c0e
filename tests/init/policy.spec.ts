/** The init's policy in a page of a real browser: one small module that needs nothing, so that simulations can stand on it. */
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { build } from "vite";

/** Nobody answers there: all that the page loads is given by the test. */
const PAGE = "http://pid-one.test/";

/** Bundles a file with all that it imports into one module; its text, and what it would still have to load. */
async function bundle(path: string): Promise<{ code: string; imports: string[] }> {
  const entry = fileURLToPath(new URL(path, import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, minify: true, target: "es2022", lib: { entry, formats: ["es"] } },
  });
  const chunks = [built].flat().flatMap((result) => ("output" in result ? result.output : []));
  const [chunk, ...others] = chunks;
  if (chunk?.type !== "chunk" || others.length > 0) throw new Error(`${path} became ${chunks.length} files`);
  return { code: chunk.code, imports: [...chunk.imports, ...chunk.dynamicImports] };
}

test("the policy is one module that needs nothing, of a few kilobytes", async () => {
  const { code, imports } = await bundle("../../src/init/init.ts");
  const compressed = gzipSync(code).length;
  console.log(`the policy for a page: ${code.length} bytes, ${compressed} compressed`);
  expect(imports).toEqual([]);
  expect(code).not.toMatch(/node:|process\.|Buffer/);
  // What a page pays for before its lab is opened: 60 KB in all.
  expect(compressed).toBeLessThan(10_000);
});

test("it starts a command, reaps an orphan, forwards a signal and ends as the command did", async ({ page }) => {
  const errors: Error[] = [];
  page.on("pageerror", (error) => errors.push(error));
  const { code, imports } = await bundle("model-kernel.ts");
  expect(imports).toEqual([]);
  await page.route(`${PAGE}**`, (route) =>
    route.request().url().endsWith(".js")
      ? route.fulfill({ contentType: "text/javascript", body: code })
      : route.fulfill({ contentType: "text/html", body: "<!doctype html><title>PID 1</title>" }),
  );
  await page.goto(PAGE);

  const seen = await page.evaluate(async (url) => {
    const { ModelKernel, exited, killed }: typeof import("./model-kernel.ts") = await import(url);
    const kernel = new ModelKernel({ args: ["-v", "--", "web", "--port", "80"] }).boot().settle();
    const command = 2;
    const helper = kernel.spawn(command);
    const orphan = kernel.spawn(helper);
    kernel.end(helper, exited(0));
    const parentOfOrphan = kernel.processes.get(orphan)?.parent;
    kernel.end(orphan, exited(3));
    const zombies = kernel.zombiesOfInit();
    kernel.settle();
    const reaped = !kernel.processes.has(orphan);
    // The helper's parent lives and does not wait, so that one stays a zombie.
    const stays = kernel.processes.has(helper);
    kernel.send(15);
    kernel.settle();
    kernel.end(command, killed(15));
    const { exitCode, calls, output } = kernel.settle();
    return { parentOfOrphan, zombies, reaped, stays, exitCode, calls, said: output[2] };
  }, `${PAGE}policy.js`);

  expect(seen).toEqual({
    parentOfOrphan: 1,
    zombies: [4],
    reaped: true,
    stays: true,
    exitCode: 143,
    calls: ["blockSignals(true)", "setAction(17, false)", "fork()", "kill(2, 15)"],
    said:
      "pid-one: started web as 2\n" +
      "pid-one: reaped 4, exited with 3\n" +
      "pid-one: forwarded SIGTERM to 2\n" +
      "pid-one: exiting with 143: 2 was killed by SIGTERM\n",
  });
  expect(errors).toEqual([]);
});
