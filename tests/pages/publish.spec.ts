/** What the page says when a recording cannot be published, and that it can be done: a real server with a small disk, and a lab that is scripted. */
import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type RunningServer, startServer } from "../server/running-server.ts";
import { makeStateDir } from "../server/state-dir.ts";
import { fakeLabServer } from "./fake-lab-server.ts";

const run = promisify(execFile);
const bytesMax = 100_000;
const publishedPerMinuteMax = 10;
/** Only root may mount a file system. */
const isRoot = process.getuid?.() === 0;

let stateDir: string;
let folder: string;
let server: RunningServer & AsyncDisposable;
test.beforeAll(async () => {
  stateDir = await makeStateDir();
  folder = join(stateDir, "recordings");
  await mkdir(folder);
  if (isRoot) await run("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]);
  server = await startServer(
    {
      ...{ PIDONE_SANDBOX: "none", PIDONE_PROXIES: "1", PIDONE_RECORDINGS_MAX: "6" },
      ...{ PIDONE_RECORDINGS_PER_ADDRESS: "1", PIDONE_RECORDING_BYTES_MAX: String(bytesMax) },
    },
    stateDir,
  );
});
test.afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  if (isRoot) await run("umount", [folder]);
  await rm(stateDir, { recursive: true });
});

/** Where room is least. */
test.use({ viewport: { width: 390, height: 844 } });

const languages = [
  {
    ...{ name: "English", path: "", address: "192.0.2.1", start: "Start the lab", recording: "Recording" },
    ...{ publish: "Publish", remove: "Delete it", save: "Save as file" },
    full: "There is no room for the recording. Save it as a file, or try again tomorrow.",
    tooMany:
      "Too many recordings were published. The limit is 1 from one address at a time. Delete one, or save this one as a file.",
    tooLarge:
      /^The recording is too large\. It has 12\d(\.\d)? kB, and this server takes 100 kB\. Save it as a file instead\.$/,
    tooOften:
      /^Recordings were published too often\. At most 10 recordings .* Try again in \d+ seconds, or save this one as a file\.$/,
  },
  {
    ...{ name: "French", path: "/fr", address: "192.0.2.2", start: "Lancer l’atelier", recording: "Enregistrement" },
    ...{ publish: "Publier", remove: "Supprimer", save: "Enregistrer dans un fichier" },
    full: "Il n’y a plus de place pour l’enregistrement. Enregistrez-le dans un fichier, ou réessayez demain.",
    tooMany: "Trop d’enregistrements ont été publiés. Supprimez-en un, ou enregistrez celui-ci dans un fichier.",
    tooLarge:
      /^L’enregistrement est trop grand\. Il fait 12\d(,\d)? ko, et ce serveur accepte 100 ko\. Enregistrez-le plutôt dans un fichier\.$/,
    tooOften:
      "Trop d’enregistrements ont été publiés en une minute. Attendez une minute, ou enregistrez celui-ci dans un fichier.",
  },
] as const;

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).include(".pid-time").analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
  }
}

for (const words of languages) {
  test(`a recording that finds no room is told of in ${words.name}, with a way that works, by keyboard`, async ({
    page,
  }) => {
    const lab = await fakeLabServer(page);
    await page.setExtraHTTPHeaders({ "x-forwarded-for": words.address });
    await page.goto(`${server.address}${words.path}/labs/zombies/`);
    await page.getByRole("button", { name: words.start }).press("Enter");
    await expect(page.locator("pid-terminal")).toBeVisible();
    await page.getByRole("button", { name: words.recording, exact: true }).press("Enter");
    const publish = page.getByRole("button", { name: words.publish, exact: true });
    const link = page.getByRole("link", { name: /\/replay\/\?r=/ });
    const problem = page.locator(".pid-publish").getByRole("alert");
    const refused = async (why: string | RegExp): Promise<void> => {
      await publish.press("Enter");
      await expect(problem).toHaveText(why);
      await expect(problem).toBeInViewport({ ratio: 0.9 });
      await expect(publish).toBeFocused();
    };

    if (isRoot) {
      await run("sh", ["-c", `cat /dev/zero > ${folder}/other 2> /dev/null || true`]);
      await refused(words.full);
      const saved = page.waitForEvent("download");
      await page.getByRole("button", { name: words.save, exact: true }).press("Enter");
      expect((await saved).suggestedFilename()).toMatch(/\.cast$/);
      await rm(join(folder, "other"));
    }
    await publish.press("Enter");
    await expect(link).toBeFocused();
    await expect(problem).toBeEmpty();
    await refused(words.tooMany);
    await expectAccessible(page);
    await page.getByRole("button", { name: words.remove, exact: true }).press("Enter");
    await expect(link).toBeHidden();

    const body = { method: "POST", body: "x", headers: { "x-forwarded-for": words.address } };
    for (let count = 0; count < publishedPerMinuteMax; count += 1)
      await fetch(`${server.address}/api/recordings`, body);
    await refused(words.tooOften);

    lab.print(`${"x".repeat(1.2 * bytesMax)}!`);
    // Drawn, so recorded.
    await expect.poll(() => page.evaluate(() => document.querySelector("pid-terminal")?.text() ?? "")).toMatch(/!$/);
    await refused(words.tooLarge);
  });
}
