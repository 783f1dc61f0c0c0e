/** What is built: the init, the console shim, the observer, the labs' root file system, the site. Each only when its inputs changed. */
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { buildInit, inputs as initInputs, initName } from "../../init/build.mjs";
import { buildRootfs, rootfsInputs } from "../image/build-rootfs.mjs";
import { buildStatic, staticInputs } from "./build-static.mjs";
import { filesBelow, hashOf, linkInto } from "./cache.mjs";
import { compressBelow } from "./compress.mjs";
import { cacheDir, repository } from "./paths.mjs";
import { runQuietly } from "./processes.mjs";
import { longStep } from "./progress.mjs";

export async function buildInitOnce() {
  const target = await fromCache("init", initInputs, "Building the init (TypeScript to a static binary)", (outFile) =>
    buildInit({ outFile, workDir: join(cacheDir, "work", `init-${process.pid}`) }),
  );
  await linkInto(`init/${initName()}`, target);
}

export async function buildConsoleOnce() {
  await buildStaticOnce("console", "Building the terminal shim", ["src/server/sandbox/oci/console.c"]);
}

export async function buildObserverOnce() {
  await buildStaticOnce("observer", "Building the observer of processes", ["src/observer"]);
}

/** @param places files of C and folders of them */
async function buildStaticOnce(name, title, places) {
  const files = await filesBelow(places);
  const target = await fromCache(name, [...staticInputs, ...files], title, (outFile) =>
    buildStatic({
      sources: files.filter((file) => file.endsWith(".c")),
      outFile,
      workDir: join(cacheDir, "work", `${name}-${process.pid}`),
    }),
  );
  await linkInto(`sandbox/${name}`, target);
}

export async function buildRootfsOnce() {
  const title = "Building the labs' root file system (about a minute, once)";
  const target = await fromCache("rootfs", await rootfsInputs(), title, (outDir, report) =>
    buildRootfs({
      outDir,
      workDir: join(cacheDir, "work"),
      onProgress: ({ step, packages }) => report(packages > 0 ? `${step} (${packages})` : step),
    }),
  );
  await linkInto("sandbox/rootfs", target);
}

/** Whatever is there under its final name is whole: builders make it under another name and rename it. */
async function fromCache(name, inputs, title, build) {
  const target = join(cacheDir, `${name}-${await hashOf(inputs, process.arch)}`);
  if (!existsSync(target)) await longStep(title, (report) => build(target, report));
  await rm(join(cacheDir, "work", `${name}-${process.pid}`), { recursive: true, force: true });
  return target;
}

const siteInputs = [
  ...[
    "src/pages",
    "src/layouts",
    "src/components",
    "src/styles",
    "src/client",
    "src/course",
    "src/protocol",
    "src/words",
  ],
  ...["slides", "docs", "labs", "public", "astro.config.mjs", "package-lock.json", "tsconfig.json"],
];

/** What the environment says about the pages. */
const siteSettings = ["PUBLIC_LAB_SERVER", "PUBLIC_SITE_URL", "PUBLIC_EDIT_URL"];

const site = resolve(repository, "dist/site");

/** Whether dist/site was built from what is there now. */
export async function isSiteCurrent() {
  return (await builtHash()) === (await siteHash());
}

function builtHash() {
  return readFile(join(site, ".inputs-hash"), "utf8").catch(() => "");
}

async function siteHash() {
  return hashOf(await filesBelow(siteInputs), ...siteSettings.map((name) => process.env[name] ?? ""));
}

/** Pages, into dist/site. */
export async function buildSite() {
  const hash = await siteHash();
  if ((await builtHash()) === hash) return;
  await longStep("Building the site", async (report) => {
    const building = resolve(repository, `dist/.site-${process.pid}`);
    const old = `${building}-old`;
    try {
      await runQuietly([resolve(repository, "node_modules/.bin/astro"), "build", "--outDir", building], {
        onLine: report,
      });
      report("compressing");
      await compressBelow(building);
      await writeFile(join(building, ".inputs-hash"), hash);
      await mkdir(resolve(repository, "dist"), { recursive: true });
      if (existsSync(site)) await rename(site, old);
      await rename(building, site);
    } finally {
      await rm(building, { recursive: true, force: true });
      await rm(old, { recursive: true, force: true });
    }
  });
}
