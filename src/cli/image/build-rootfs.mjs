/**
 * Builds the root file system of the labs: Debian's (or Ubuntu's) minimal base system, the packages
 * of labs/image/packages, and the files of labs/image/files, as a folder that containers share read-only.
 * Plain Node >= 20 without dependencies, because set-up calls it before there are any.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { hostRelease, hostSources } from "./apt-sources.mjs";
import { readProgress } from "./progress.mjs";
import { builderMark, removeBuild, removeStale } from "./stale-builds.mjs";
import { trim, trimOptions } from "./trim.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const image = path.resolve(here, "../../../labs/image");
const packageList = path.join(image, "packages");
const overlay = path.join(image, "files");

/** Every file that the result depends on, sorted, for a cache key. */
export async function rootfsInputs() {
  const overlayFiles = await readdir(overlay, { recursive: true, withFileTypes: true });
  const builder = await readdir(here);
  return [
    packageList,
    ...overlayFiles.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name)),
    ...builder.filter((name) => name.endsWith(".mjs")).map((name) => path.join(here, name)),
  ].sort();
}

/**
 * @param {object} options
 * @param {string} options.outDir the folder to make; whatever stands there is replaced once the new one is whole
 * @param {string} options.workDir for what is only needed meanwhile
 * @param {(progress: { step: string, packages: number, seconds: number }) => void} [options.onProgress]
 *   called at least once a second
 */
export async function buildRootfs({ outDir, workDir, onProgress = () => {} }) {
  await mkdir(path.dirname(outDir), { recursive: true });
  await mkdir(workDir, { recursive: true });
  // Scratch folders first: with them end those who still write to the others.
  await removeStale(workDir, "rootfs-");
  await removeStale(path.dirname(outDir), `${path.basename(outDir)}.building-`);

  const building = `${outDir}.building-${process.pid}`;
  const scratch = path.join(workDir, `rootfs-${process.pid}`);
  const started = Date.now();
  const progress = { step: "reading the host's package sources", packages: 0 };
  const report = () => onProgress({ ...progress, seconds: Math.round((Date.now() - started) / 1000) });
  const ticker = setInterval(report, 1000);
  try {
    report();
    await mkdir(building);
    await mkdir(scratch, { mode: 0o755 });
    await unpackPackages({ building, scratch, progress });
    Object.assign(progress, { step: "adding the lab's own files" });
    report();
    await trim(building);
    await addLabFiles(building);
    await run("chmod", ["-R", "a+rX,ug-s", building]);
    await rm(outDir, { recursive: true, force: true });
    await rename(building, outDir);
  } finally {
    clearInterval(ticker);
    await removeBuild(scratch);
    await rm(building, { recursive: true, force: true });
  }
}

/** mmdebstrap writes a tar file to its output; tar unpacks it. So no device node and no mount of it is ever in our folder. */
async function unpackPackages({ building, scratch, progress }) {
  const root = process.getuid() === 0;
  const release = await hostRelease();
  const packages = (await readFile(packageList, "utf8")).split("\n").filter((line) => line !== "" && line[0] !== "#");
  const log = path.join(scratch, "mmdebstrap.log");
  // SOURCE_DATE_EPOCH: the same packages give the same files.
  const env = { ...process.env, LC_ALL: "C.UTF-8", TMPDIR: scratch, SOURCE_DATE_EPOCH: "0", [builderMark]: scratch };
  const mmdebstrap = spawn(
    "mmdebstrap",
    [
      `--mode=${root ? "root" : "unshare"}`,
      "--variant=minbase",
      "--format=tar",
      "--verbose",
      `--include=${packages.join(",")}`,
      '--aptopt=Acquire::Languages "none"',
      ...trimOptions,
      release,
      "-",
      ...(await hostSources(release)),
    ],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env,
    },
  );
  const tar = spawn("tar", ["-x", "-C", building, "--exclude=./dev/*", ...(root ? [] : ["--no-same-owner"])], {
    stdio: [mmdebstrap.stdout, "ignore", "pipe"],
    env,
  });
  // This process keeps no end of the pipe between the two, or a tar that dies would never be noticed.
  mmdebstrap.stdout.destroy();
  const [output, tarOutput] = await Promise.all([
    readProgress(mmdebstrap.stderr, progress),
    readProgress(tar.stderr, {}),
    finished(mmdebstrap),
    finished(tar),
  ]);
  await writeFile(log, output);
  if (mmdebstrap.exitCode !== 0) {
    throw new Error(`mmdebstrap failed (${mmdebstrap.exitCode ?? mmdebstrap.signalCode}):\n${lastLines(output, 15)}`);
  }
  if (tar.exitCode !== 0) throw new Error(`unpacking the root file system failed:\n${lastLines(tarOutput, 15)}`);
}

async function addLabFiles(building) {
  await cp(overlay, building, { recursive: true });
  // Mount points: a read-only root cannot grow them later.
  await mkdir(path.join(building, "lab/bin"), { recursive: true });
}

async function run(command, args) {
  const child = spawn(command, args, { stdio: ["ignore", "ignore", "inherit"] });
  await finished(child);
  if (child.exitCode !== 0) throw new Error(`${command} failed (${child.exitCode ?? child.signalCode})`);
}

async function finished(child) {
  if (child.exitCode === null && child.signalCode === null) await once(child, "close");
}

const lastLines = (text, count) => text.trimEnd().split("\n").slice(-count).join("\n");

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [outDir, workDir] = process.argv.slice(2);
  if (outDir === undefined || workDir === undefined) {
    console.error("usage: node build-rootfs.mjs OUT-DIR WORK-DIR");
    process.exit(2);
  }
  await buildRootfs({
    outDir: path.resolve(outDir),
    workDir: path.resolve(workDir),
    onProgress: ({ step, packages, seconds }) => console.log(`${seconds} s: ${step} (${packages} packages)`),
  });
}
