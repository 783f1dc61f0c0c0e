/** Builds programs/*.c into a lab's folder: static, so that they run in whatever root file system. */
import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { seccompProfile } from "../../../../src/server/sandbox/container/seccomp.ts";

const run = promisify(execFile);
const sources = join(import.meta.dirname, "programs");
const flags = ["-Os", "-static", "-s", "-Wall", "-Wextra", "-Werror"];

/** A lab whose bin/ has the attack programs. `await using` removes it. */
export async function buildAttacks(): Promise<{ lab: string } & AsyncDisposable> {
  const lab = await mkdtemp(join(tmpdir(), "pid-one-attacks-"));
  const dispose = () => rm(lab, { recursive: true, force: true });
  try {
    await chmod(lab, 0o755);
    await mkdir(join(lab, "bin"), { mode: 0o755 });
    await writeFile(join(lab, "allowed.h"), allowedHeader());
    const programs = (await readdir(sources)).filter((name) => name.endsWith(".c"));
    const built = await Promise.allSettled(programs.map((name) => build(name, lab)));
    for (const result of built) if (result.status === "rejected") throw result.reason;
    return { lab, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function build(source: string, lab: string): Promise<void> {
  const program = join(lab, "bin", basename(source, ".c"));
  await run("musl-gcc", [...flags, "-I", lab, "-o", program, join(sources, source)], {
    env: { ...process.env, TMPDIR: lab },
  });
  await chmod(program, 0o755);
}

/** The calls that are allowed, if only with certain arguments, as numbers. A C library that is older than one does not know it. */
function allowedHeader(): string {
  const names = new Set(seccompProfile([]).syscalls.flatMap((rule) => rule.names));
  const cases = [...names].map((name) => `#ifdef SYS_${name}\n\tif (number == SYS_${name})\n\t\treturn true;\n#endif`);
  return [
    "/* memfd_secret, Linux 5.14: of later calls the C library may know nothing. */",
    "enum { newest_number = 447 };",
    "static bool is_allowed(long number)\n{",
    ...cases,
    "\treturn false;\n}\n",
  ].join("\n");
}
