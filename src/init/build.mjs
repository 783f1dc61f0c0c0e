/**
 * Builds the init: TypeScript -> (asc) WebAssembly -> (wasm2c) C -> (musl-gcc) one static file.
 * Plain JavaScript for Node >= 20, so that it can run before anything else is set up: `node src/init/build.mjs`.
 */
import { execFile } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const sources = dirname(fileURLToPath(import.meta.url));
const root = join(sources, "..", "..");

const ARCHITECTURES = { x64: "x86_64", arm64: "aarch64" };
const WASM2C_VERSION = "1.0.32";
/** Debian's wabt puts it here; musl-gcc looks in none of the system's folders. */
const WASM_RT_H = "/usr/include/wasm-rt.h";

const ASC_OPTIONS = [
  ...["--runtime", "stub", "-Osize", "--converge", "--use", "abort=", "--noExportMemory"],
  ...["--initialMemory", "1", "--maximumMemory", "1"],
];
const CC_OPTIONS = [
  ...["-std=gnu11", "-Os", "-fno-asynchronous-unwind-tables", "-fno-stack-protector", "-ffunction-sections"],
  ...["-fdata-sections", "-DNDEBUG", "-DWASM_RT_MEMCHECK_SIGNAL_HANDLER=0", "-DWASM_RT_USE_STACK_DEPTH_COUNT=0"],
];
const WARNINGS = ["-Wall", "-Wextra", "-Werror"];
/** wasm2c leaves values, variables, parameters and helpers unused, by design. */
const WARNINGS_OF_GENERATED = [...WARNINGS, "-Wno-unused", "-Wno-unused-parameter"];
const LD_OPTIONS = ["-static", "-no-pie", "-Wl,--gc-sections,-z,norelro,--build-id=none,-z,noseparate-code", "-s"];

/** The files that the binary is made of (absolute paths): what a cache of it is keyed by. */
export const inputs = [
  ...(await readdir(sources)).filter((name) => /\.(ts|c|mjs)$/.test(name) && !name.endsWith(".d.ts")).sort(),
].map((name) => join(sources, name));
inputs.push(join(root, "package.json"));

/** `pid-one-x86_64` or `pid-one-aarch64`, by the machine that we build on and for. */
export function initName() {
  const architecture = ARCHITECTURES[process.arch];
  if (!architecture) throw new Error(`the init cannot be built on ${process.arch}: use a machine with x64 or arm64`);
  return `pid-one-${architecture}`;
}

/**
 * Builds the init for this machine.
 * @param {{outFile: string, workDir: string}} options where the binary goes, and a folder for what comes between;
 *   both are created. The binary is replaced in one step.
 * @returns {Promise<{outFile: string, bytes: number}>}
 */
export async function buildInit({ outFile, workDir }) {
  await checkTools();
  await mkdir(workDir, { recursive: true });
  await mkdir(dirname(outFile), { recursive: true });
  await compileToWasm(join(workDir, "init.wasm"));
  await run("wasm2c", ["init.wasm", "-o", "init.c"], { cwd: workDir });
  await copyFile(WASM_RT_H, join(workDir, "wasm-rt.h"));

  const version = JSON.parse(await readFile(join(root, "package.json"), "utf8")).version;
  const compile = (source, object, options) =>
    run("musl-gcc", [...CC_OPTIONS, ...options, "-I.", "-c", source, "-o", object], { cwd: workDir });
  await compile("init.c", "init.o", WARNINGS_OF_GENERATED);
  await compile(join(sources, "runtime.c"), "runtime.o", WARNINGS);
  await compile(join(sources, "system.c"), "system.o", [...WARNINGS, `-DPID_ONE_VERSION="${version}"`]);

  const unfinished = `${outFile}.${process.pid}.tmp`;
  try {
    await run("musl-gcc", [...LD_OPTIONS, "init.o", "runtime.o", "system.o", "-o", unfinished], { cwd: workDir });
    await chmod(unfinished, 0o755);
    await rename(unfinished, outFile);
  } finally {
    await rm(unfinished, { force: true });
  }
  return { outFile, bytes: (await stat(outFile)).size };
}

async function compileToWasm(outFile) {
  const { default: asc } = await import("assemblyscript/asc").catch((cause) => {
    throw new Error(`AssemblyScript cannot be loaded: run \`npm ci\` (${cause.message})`, { cause });
  });
  const { error, stderr } = await asc.main(["init.ts", "--baseDir", sources, "--outFile", outFile, ...ASC_OPTIONS]);
  if (error) throw new Error(`asc: ${error.message}\n${stderr.toString()}`);
}

async function checkTools() {
  const found = await versionOf("wasm2c", ["--version"], "wabt");
  if (found !== WASM2C_VERSION) {
    throw new Error(
      `wasm2c is version ${found}, but other versions than ${WASM2C_VERSION} generate other names: ` +
        "install the package wabt of Debian 12 (apt-get install wabt)",
    );
  }
  await versionOf("musl-gcc", ["-dumpversion"], "musl-tools");
  await stat(WASM_RT_H).catch(() => {
    throw new Error(`${WASM_RT_H} is missing: install Debian's package wabt (apt-get install wabt), not npm's`);
  });
}

async function versionOf(program, options, debianPackage) {
  try {
    return (await run(program, options)).stdout.trim();
  } catch {
    throw new Error(`${program} is missing or does not run: install it (apt-get install ${debianPackage})`);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const workDir = await mkdtemp(join(tmpdir(), "pid-one-init-"));
  try {
    const { outFile, bytes } = await buildInit({ outFile: join(root, "dist", "init", initName()), workDir });
    console.log(`${outFile}: ${bytes.toLocaleString("en")} bytes`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}
