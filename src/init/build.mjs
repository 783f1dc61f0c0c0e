/**
 * Builds the init: TypeScript -> (asc) WebAssembly -> (wasm2c) C -> (gcc) one static file without a C library.
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

/** Those that the init is built for, by the names that the kernel gives them. */
export const architectures = ["x86_64", "aarch64", "i386"];
const NATIVE = { x64: "x86_64", arm64: "aarch64" };

/** The compiler for each: its headers come with it. None of its libraries is linked. */
const NATIVE_COMPILER = { command: ["musl-gcc"], packages: "musl-tools" };
const CROSS_COMPILERS = {
  x86_64: { command: ["x86_64-linux-gnu-gcc"], packages: "gcc-x86-64-linux-gnu libc6-dev-amd64-cross" },
  aarch64: { command: ["aarch64-linux-gnu-gcc"], packages: "gcc-aarch64-linux-gnu libc6-dev-arm64-cross" },
  i386: { command: ["i686-linux-gnu-gcc"], packages: "gcc-i686-linux-gnu libc6-dev-i386-cross" },
};
/** gcc for x86-64 does i386, too. The kernel's headers are the same for both. */
const I386_ON_X86_64 = {
  command: ["gcc", "-m32", "-idirafter", "/usr/include/x86_64-linux-gnu"],
  packages: "libc6-dev-i386",
};

const WASM2C_VERSION = "1.0.32";
/** Debian's wabt puts it here; musl-gcc looks in none of the system's folders. */
const WASM_RT_H = "/usr/include/wasm-rt.h";

const ASC_OPTIONS = [
  ...["--runtime", "stub", "-Osize", "--converge", "--use", "abort=", "--noExportMemory"],
  ...["--initialMemory", "1", "--maximumMemory", "1"],
];
const CC_OPTIONS = [
  ...["-std=gnu11", "-Os", "-fno-asynchronous-unwind-tables", "-fno-stack-protector", "-ffunction-sections"],
  // -flto compiles all files as one when they are linked, which saves a tenth.
  ...["-fno-pie", "-fno-tree-loop-distribute-patterns", "-fno-unwind-tables", "-fno-ident", "-flto"],
  ...["-fdata-sections", "-DNDEBUG", "-DWASM_RT_MEMCHECK_SIGNAL_HANDLER=0", "-DWASM_RT_USE_STACK_DEPTH_COUNT=0"],
];
const WARNINGS = ["-Wall", "-Wextra", "-Werror"];
/** wasm2c leaves values, variables, parameters and helpers unused, by design. */
const WARNINGS_OF_GENERATED = [...WARNINGS, "-Wno-unused", "-Wno-unused-parameter"];
const LD_OPTIONS = [
  "-nostdlib",
  "-static",
  "-no-pie",
  "-Wl,--gc-sections,-z,norelro,--build-id=none,-z,noseparate-code",
  "-s",
];

/** The files that the binary is made of (absolute paths): what a cache of it is keyed by. */
export const inputs = [
  ...(await readdir(sources))
    .filter((name) => /\.(ts|c|mjs)$|^asconfig\.json$/.test(name) && !name.endsWith(".d.ts"))
    .sort(),
].map((name) => join(sources, name));
inputs.push(join(root, "package.json"));

/** The file's name, such as `pid-one-x86_64`: for this machine, if no architecture is named. */
export function initName(architecture = nativeArchitecture()) {
  return `pid-one-${architecture}`;
}

function nativeArchitecture() {
  const architecture = NATIVE[process.arch];
  if (!architecture) throw new Error(`the init cannot be built on ${process.arch}: use a machine with x64 or arm64`);
  return architecture;
}

/**
 * Builds the init.
 * @param {{outFile: string, workDir: string, architecture?: string}} options where the binary goes, a folder for what
 *   comes between, and what it is for (this machine, if not said); both are created. The binary is replaced in one step.
 * @returns {Promise<{outFile: string, bytes: number}>}
 */
export async function buildInit({ outFile, workDir, architecture = nativeArchitecture() }) {
  await checkTools(architecture);
  await mkdir(workDir, { recursive: true });
  await mkdir(dirname(outFile), { recursive: true });
  await compileToWasm(join(workDir, "init.wasm"));
  await run("wasm2c", ["init.wasm", "-o", "init.c"], { cwd: workDir });
  await copyFile(WASM_RT_H, join(workDir, "wasm-rt.h"));

  const version = JSON.parse(await readFile(join(root, "package.json"), "utf8")).version;
  const [compiler, ...target] = compilerFor(architecture).command;
  const compile = (source, object, options) =>
    run(compiler, [...target, ...CC_OPTIONS, ...options, "-I.", "-c", source, "-o", object], { cwd: workDir });
  await compile("init.c", "init.o", WARNINGS_OF_GENERATED);
  await compile(join(sources, "start.c"), "start.o", [...WARNINGS, "-ffreestanding", "-fno-lto"]);
  await compile(join(sources, "runtime.c"), "runtime.o", WARNINGS);
  await compile(join(sources, "system.c"), "system.o", [...WARNINGS, `-DPID_ONE_VERSION="${version}"`]);

  const objects = ["start.o", "init.o", "runtime.o", "system.o"];
  const unfinished = `${outFile}.${process.pid}.tmp`;
  try {
    await run(compiler, [...target, ...CC_OPTIONS, ...LD_OPTIONS, ...objects, "-o", unfinished], { cwd: workDir });
    await chmod(unfinished, 0o755);
    await rename(unfinished, outFile);
  } finally {
    await rm(unfinished, { force: true });
  }
  return { outFile, bytes: (await stat(outFile)).size };
}

/** What is missing on this machine to build for an architecture: Debian's packages, or "" if nothing is. */
export async function missingFor(architecture) {
  const { command, packages } = compilerFor(architecture);
  const [compiler, ...target] = command;
  const headers = ["errno.h", "sys/syscall.h"].flatMap((header) => ["-include", header]);
  return run(compiler, [...target, ...headers, "-x", "c", "-c", "/dev/null", "-o", "/dev/null"]).then(
    () => "",
    () => packages,
  );
}

function compilerFor(architecture) {
  if (!architectures.includes(architecture)) {
    throw new Error(`the init cannot be built for ${architecture}: name one of ${architectures.join(", ")}`);
  }
  if (architecture === NATIVE[process.arch]) return NATIVE_COMPILER;
  return architecture === "i386" && process.arch === "x64" ? I386_ON_X86_64 : CROSS_COMPILERS[architecture];
}

async function compileToWasm(outFile) {
  const { default: asc } = await import("assemblyscript/asc").catch((cause) => {
    throw new Error(`AssemblyScript cannot be loaded: run \`npm ci\` (${cause.message})`, { cause });
  });
  const { error, stderr } = await asc.main(["init.ts", "--baseDir", sources, "--outFile", outFile, ...ASC_OPTIONS]);
  if (error) throw new Error(`asc: ${error.message}\n${stderr.toString()}`);
}

async function checkTools(architecture) {
  const found = await versionOf("wasm2c", ["--version"], "wabt");
  if (found !== WASM2C_VERSION) {
    throw new Error(
      `wasm2c is version ${found}, but other versions than ${WASM2C_VERSION} generate other names: ` +
        "install the package wabt of Debian 12 (apt-get install wabt)",
    );
  }
  const missing = await missingFor(architecture);
  if (missing) {
    const [compiler] = compilerFor(architecture).command;
    throw new Error(`${compiler} or its headers are missing: install them (apt-get install ${missing})`);
  }
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

/** Builds for every architecture that the tools here allow; that of this machine must be one. */
async function buildAll() {
  for (const architecture of architectures) {
    const missing = await missingFor(architecture);
    if (missing && architecture !== nativeArchitecture()) {
      console.log(`${initName(architecture)}: not built, as its compiler is not here: apt-get install ${missing}`);
      continue;
    }
    const workDir = await mkdtemp(join(tmpdir(), "pid-one-init-"));
    try {
      const outFile = join(root, "dist", "init", initName(architecture));
      const { bytes } = await buildInit({ outFile, workDir, architecture });
      console.log(`${outFile}: ${bytes.toLocaleString("en")} bytes`);
    } finally {
      await rm(workDir, { recursive: true, force: true });
    }
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await buildAll().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
