import { constants } from "node:os";
import { expect, test } from "vitest";
import { ModelKernel } from "./model-kernel.ts";

const { E2BIG, EACCES, EIO, ELOOP, EMFILE, ENODEV, ENOENT, ENOEXEC, ENOTDIR, ESTALE, ETIMEDOUT } = constants.errno;
const ELF = 0x7f;

/** Follows the child, in a file system with these files: what executing each gives. */
function becoming(args: string[], files: Record<string, number>, env: Record<string, string> = {}) {
  const kernel = new ModelKernel({ args, env, forkResult: 0 });
  for (const [path, error] of Object.entries(files)) kernel.files.set(path, { result: -error });
  return kernel;
}
const tried = (kernel: ModelKernel) => kernel.calls.flatMap((call) => /^exec\(([^,]*)/.exec(call)?.slice(1) ?? []);

test.each([
  ["/a:/b", ["/a/tool", "/b/tool"]],
  ["/a", ["/a/tool"]],
  ["/a::/b", ["/a/tool", "tool", "/b/tool"]],
  [":/a:", ["tool", "/a/tool", "tool"]],
  ["", ["tool"]],
])("PATH=%s is searched in order; an empty part is the current folder", (PATH, paths) => {
  const kernel = becoming(["tool"], {}, { PATHS: "/no", PATH }).boot();
  expect(tried(kernel)).toEqual(paths);
});

test("without PATH the folders of glibc are searched", () => {
  expect(tried(becoming(["tool"], {}, { XPATH: "/no" }).boot())).toEqual(["/bin/tool", "/usr/bin/tool"]);
});

test("a name that PATH only begins with, and an entry without one, are passed over", () => {
  const kernel = becoming(["tool"], {}, { PA: "/no", PATH: "/a" });
  const { envByte } = kernel;
  kernel.envByte = (entry, at) => (entry === 0 ? 0 : envByte(entry - 1, at));
  expect(tried(kernel.boot())).toEqual(["/a/tool"]);
});

test("a name with a slash is not searched for", () => {
  expect(tried(becoming(["./tool"], {}, { PATH: "/a" }).boot())).toEqual(["./tool"]);
});

test("nothing that was said before gets into the path", () => {
  const kernel = new ModelKernel({ args: ["./tool"], forkResult: 0, pid: 7 }).boot();
  expect(kernel.output[2]).toContain("not PID 1");
  expect(tried(kernel)).toEqual(["./tool"]);
});

test("an empty name would find folders, and is not tried", () => {
  expect(tried(becoming([""], {}, { PATH: "/a" }).boot())).toEqual([]);
});

test.each([ENOENT, ENOTDIR, ENODEV, ESTALE, ETIMEDOUT])("error %i only means to look in the next folder", (error) => {
  expect(tried(becoming(["tool"], { "/a/tool": error }, { PATH: "/a:/b" }).boot())).toEqual(["/a/tool", "/b/tool"]);
});

test("the search goes on past what is not there or may not be run, and stops at another error", () => {
  const kernel = becoming(
    ["tool"],
    { "/a/tool": EACCES, "/b/tool": ENOTDIR, "/c/tool": E2BIG },
    { PATH: "/a:/b:/c:/d" },
  ).boot();
  expect(tried(kernel)).toEqual(["/a/tool", "/b/tool", "/c/tool"]);
  expect(kernel.exitCode).toBe(126);
});

test.each([
  ["tool", {}, 127, "not found in any directory of PATH"],
  ["", {}, 127, "not found in any directory of PATH"],
  ["/a/tool", {}, 127, "it, or the interpreter that its first line names, is not there"],
  ["tool", { "/a/tool": EACCES }, 126, "not executable"],
  ["/a/tool", { "/a/tool": EACCES }, 126, "not executable"],
  ["/a/tool", { "/a/tool": ENOTDIR }, 126, "a part of its path is not a directory"],
  ["/a/tool", { "/a/tool": E2BIG }, 126, "arguments and environment are too long"],
  ["/a/tool", { "/a/tool": ELOOP }, 126, "its path has too many symbolic links"],
  ["/a/tool", { "/a/tool": EIO }, 126, `error ${EIO}`],
])("'%s' with %j", (name, files, code, words) => {
  const kernel = becoming([name], files, { PATH: "/a:/b" }).boot();
  expect(kernel.exitCode).toBe(code);
  expect(kernel.output[2]).toBe(`pid-one: cannot run '${name}': ${words}\n`);
});

test("a path that the kernel would not take is not cut off and executed", () => {
  const long = `/${"x".repeat(4095)}`;
  const kernel = becoming([long], {}).boot();
  expect(tried(kernel)).toEqual([]);
  expect(kernel.exitCode).toBe(126);
  expect(kernel.output[2]).toBe(`pid-one: cannot run '${long.slice(0, 100)}...': its path is too long\n`);
});

test("a part of PATH that is too long is passed over", () => {
  expect(tried(becoming(["tool"], {}, { PATH: `/${"x".repeat(4091)}:/a` }).boot())).toEqual(["/a/tool"]);
});

test("a script without a #! line is run by the shell, as under tini", () => {
  const kernel = becoming(["tool", "one"], {}, { PATH: "/a" });
  kernel.files.set("/a/tool", { result: -ENOEXEC, firstByte: "e".charCodeAt(0) });
  kernel.boot();
  expect(kernel.calls).toContain("execByShell(/a/tool, one)");
});

test("looking into a file leaves no descriptor, also if that was 0", () => {
  const kernel = becoming(["/a/tool"], {});
  kernel.files.set("/a/tool", { result: -ENOEXEC, firstByte: ELF });
  kernel.failures.open = 0;
  kernel.output[0] = "";
  kernel.boot();
  expect(kernel.calls).toContain("close(0)");
  expect(kernel.calls.join()).not.toContain("execByShell");
});

test("a program for another machine is not given to the shell", () => {
  const kernel = becoming(["/a/tool"], {});
  kernel.files.set("/a/tool", { result: -ENOEXEC, firstByte: ELF });
  kernel.boot();
  expect(kernel.calls.join()).not.toContain("execByShell");
  expect(kernel.exitCode).toBe(126);
  expect(kernel.output[2]).toBe("pid-one: cannot run '/a/tool': not a program for this machine\n");
});

test("a file that may not be read is not given to the shell", () => {
  const kernel = becoming(["/a/tool"], { "/a/tool": ENOEXEC });
  kernel.failures.open = -EACCES;
  expect(kernel.boot().calls.join()).not.toContain("execByShell");
});

test("a script without a first line is given to the shell also when no descriptor is left to look into it", () => {
  const kernel = becoming(["/a/tool"], { "/a/tool": ENOEXEC });
  kernel.failures.open = -EMFILE;
  expect(kernel.boot().calls).toContain("execByShell(/a/tool)");
});

test("the command gets default actions for every signal, then an empty mask, then runs", () => {
  const kernel = becoming(["/a/tool"], { "/a/tool": ENOENT }).boot();
  const child = kernel.calls.slice(kernel.calls.indexOf("fork()") + 1);
  const settable = Array.from({ length: 64 }, (_, at) => at + 1).filter((signal) => signal !== 9 && signal !== 19);
  expect(child).toEqual([
    "newSession()",
    "takeTerminal()",
    ...settable.map((signal) => `setAction(${signal}, false)`),
    "blockSignals(false)",
    "exec(/a/tool, /a/tool)",
    "blockSignals(true)",
  ]);
});
