/** With which code the init ends. */
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { AS_PID_1, finish, onlyChildOf, Running, useRealInit } from "./real-init.ts";

const built = useRealInit();
const core = [1, 2, 3, 4, 6, 8, 9, 11, 13, 14, 15, 24, 31, 34, 64];

describe.each([
  ["as PID 1", AS_PID_1],
  ["not as PID 1", ["env", "TINI_SUBREAPER="]],
])("%s", (_, prefix) => {
  test.each([0, 1, 3, 42, 127, 255])("a command that exits with %i", async (code) => {
    expect(await finish([...prefix, built.init, "--", "sh", "-c", `exit ${code}`])).toEqual({
      code,
      stdout: "",
      stderr: "",
    });
  });

  test.each(core)("a command that dies by signal %i", async (signal) => {
    expect((await finish([...prefix, built.init, built.fixture("die-by"), `${signal}`])).code).toBe(128 + signal);
  });

  test("a command that another process kills", async () => {
    const running = new Running([...prefix, built.init, built.fixture("print-signals")]);
    await running.until(/ready/);
    const init = prefix === AS_PID_1 ? await onlyChildOf(running.pid) : running.pid;
    process.kill(await onlyChildOf(init), "SIGKILL");
    expect(await running.ended).toBe(137);
  });
});

test("files that cannot run", async () => {
  const file = async (name: string, content: string | Buffer, mode: number) => {
    await writeFile(built.fixture(name), content);
    await chmod(built.fixture(name), mode);
  };
  await mkdir(built.fixture("folder"));
  await file("plain", "echo no\n", 0o644);
  await file("no-interpreter", "#!/no/such/interpreter\n", 0o755);
  // An ELF header for a machine that does not exist.
  await file("foreign", Buffer.from(`7f454c460201010000000000000000000200ffff${"00".repeat(100)}`, "hex"), 0o755);
  const table = [
    ["no-such-command", 127, "not found in any directory of PATH"],
    [built.fixture("missing"), 127, "it, or the interpreter that its first line names, is not there"],
    [built.fixture("no-interpreter"), 127, "it, or the interpreter that its first line names, is not there"],
    [built.fixture("plain"), 126, "not executable"],
    [built.fixture("folder"), 126, "not executable"],
    [built.fixture("foreign"), 126, "not a program for this machine"],
    [built.fixture("plain/x"), 126, "a part of its path is not a directory"],
  ] as const;
  for (const [command, code, words] of table) {
    expect(await finish([...AS_PID_1, built.init, command])).toEqual({
      code,
      stdout: "",
      stderr: `pid-one: cannot run '${command}': ${words}\n`,
    });
  }
});

test("a script without a #! line runs, found in PATH or not, with its arguments", async () => {
  await writeFile(built.fixture("bare-script"), 'echo "$0 $1 $#"\nexit 5\n');
  await chmod(built.fixture("bare-script"), 0o755);
  const expected = { code: 5, stdout: `${built.fixture("bare-script")} a b 2\n`, stderr: "" };
  expect(await finish([built.init, "-s", built.fixture("bare-script"), "a b", "c"])).toEqual(expected);
  const env = { PATH: `/nowhere:${built.folder}:/usr/bin:/bin` };
  expect(await finish([built.init, "-s", "--", "bare-script", "a b", "c"], { env })).toEqual(expected);
});

test("arguments, environment and current folder come through unchanged", async () => {
  const env = { ODD: "a=b\nc", EMPTY: "" };
  const script = 'printf "%s|" "$@" "$ODD" "$EMPTY" "$PWD"';
  const { stdout } = await finish([built.init, "sh", "-c", script, "x", "", "two words", "-v", "ü\n"], {
    env,
    cwd: "/usr",
  });
  expect(stdout).toBe("|two words|-v|ü\n|a=b\nc||/usr|");
});

test("a megabyte of arguments, and an empty environment", async () => {
  const long = Array.from({ length: 10 }, () => "x".repeat(100_000));
  expect((await finish([built.init, "sh", "-c", 'echo "$#"', "sh", ...long])).stdout).toBe("10\n");
  expect((await finish(["/usr/bin/env", "-i", built.init, "env"])).stdout).toBe("");
});

test("too many processes: a message, and an exit code", async () => {
  expect(await finish([built.fixture("no-fork"), built.init, "-s", "true"])).toEqual({
    code: 1,
    stdout: "",
    stderr: "pid-one: cannot start a process: too many processes\n",
  });
});

test("closed standard descriptors are no matter", async () => {
  const closed = `exec ${built.init} -v sh -c 'exit 6' <&- >&- 2>&-`;
  expect((await finish([...AS_PID_1, "sh", "-c", closed])).code).toBe(6);
});

test.each([
  [["-h"], 0, /^usage: pid-one/, /^$/],
  [["--version"], 0, /^pid-one \d+\.\d+\.\d+\n$/, /^$/],
  [[], 1, /^$/, /^pid-one: no command: use /],
  [["-x", "true"], 1, /^$/, /^pid-one: unknown option '-x': use /],
])("options %j", async (args, code, stdout, stderr) => {
  const result = await finish([built.init, ...args]);
  expect(result.code).toBe(code);
  expect(result.stdout).toMatch(stdout);
  expect(result.stderr).toMatch(stderr);
});
