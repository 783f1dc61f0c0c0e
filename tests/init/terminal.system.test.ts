/** The init on a real pseudo-terminal. */
import { describe, expect, test } from "vitest";
import { onlyChildOf, statOf, useRealInit } from "./real-init.ts";
import { OWNING, SHARING, Terminal } from "./real-terminal.ts";

const built = useRealInit();

const BASH = ["bash", "--norc", "--noprofile", "-i"];

describe.each([
  ["PID 1 that owns the terminal", OWNING],
  ["PID 1 on a terminal of a session outside", SHARING],
  ["a session leader that is not PID 1", []],
])("bash under %s", (_, prefix) => {
  test("has job control: Ctrl-C, Ctrl-Z, jobs, bg and fg work", async () => {
    const terminal = new Terminal([...prefix, built.init, ...BASH]);
    await terminal.until(/prompt> /);
    expect(terminal.output).not.toMatch(/no job control|cannot set terminal/);

    // The shell changes the terminal's modes as a job comes and goes; so each key waits for a word of the job.
    await terminal.type(`${built.fixture("job")}\r`, /running\r\n/);
    await terminal.type("one\r", /got one\r\n/);
    await terminal.type("\x1a", /Stopped.*job\s+prompt> /);
    await terminal.type("jobs\r", /\[1\]\+\s+Stopped.*job\s+prompt> /);
    await terminal.type("fg\r", /continued\r\n/);
    await terminal.type("two\r", /got two\r\n/);
    await terminal.type("\x03", /\^C\s+prompt> /);
    await terminal.type("echo code $?\r", /code 130\s+prompt> /);
    await terminal.type("sleep 1000 &\r", /\[1\] \d+\s+prompt> /);
    await terminal.type("kill %1; wait %1; echo code $?\r", /code 143\s+prompt> /);
    await terminal.type("exit 9\r", /exit/);
    expect(await terminal.ended).toBe(9);
  });
});

test("the command of PID 1 leads a session of its own that owns the terminal", async () => {
  const terminal = new Terminal([...OWNING, built.init, built.fixture("print-signals")]);
  await terminal.until(/ready/);
  const init = await onlyChildOf(terminal.pty.pid);
  const command = await onlyChildOf(init);
  expect(await statOf(command)).toMatchObject({ session: command, group: command, foreground: command });
  expect((await statOf(init)).terminal).toBe(0);
});

test("giving the terminal up is no hang-up to the command, and a key's signal comes once", async () => {
  const terminal = new Terminal([...OWNING, built.init, built.fixture("print-signals")]);
  await terminal.until(/ready/);
  await terminal.type("\x03", /signal 2\r\n/);
  await terminal.type("\x1c", /signal 3\r\n/);
  terminal.pty.resize(100, 30);
  await terminal.until(/signal 28\r\n/);
  expect(terminal.output.match(/signal \d+/g)).toEqual(["signal 2", "signal 3", "signal 28"]);
});

describe("started from a shell", () => {
  test("the command is the foreground group, and Ctrl-C reaches it once", async () => {
    const terminal = new Terminal(BASH);
    await terminal.until(/prompt> /);
    await terminal.type(`${built.init} ${built.fixture("print-signals")}\r`, /ready/);
    const init = await onlyChildOf(terminal.pty.pid);
    const command = await onlyChildOf(init);
    expect(await statOf(command)).toMatchObject({ session: terminal.pty.pid, group: command, foreground: command });
    await terminal.type("\x03", /signal 2\r\n/);
    process.kill(init, "SIGUSR1");
    await terminal.until(/signal 10\r\n/);
    expect(terminal.output.match(/signal \d+/g)).toEqual(["signal 2", "signal 10"]);
  });

  test("a script that started it can read the terminal afterwards", async () => {
    const terminal = new Terminal(["sh", "-c", `${built.init} true; read line; echo "got $line"`]);
    await terminal.type("something\r", /got something/);
    expect(await terminal.ended).toBe(0);
  });

  test("in the background it leaves the terminal to the shell", async () => {
    const terminal = new Terminal(BASH);
    await terminal.until(/prompt> /);
    await terminal.type(`${built.init} ${built.fixture("print-signals")} &\r`, /ready/);
    await terminal.type("echo still $((40 + 2))\r", /still 42/);
    const init = await onlyChildOf(terminal.pty.pid);
    expect((await statOf(init)).foreground).toBe(terminal.pty.pid);
  });
});
