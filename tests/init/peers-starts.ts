/** Starting and ending under an init: exit codes, what the command begins with, orphans, messages. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Behaviour, code, listen } from "./peers-behaviours.ts";
import { AS_PID_1, childrenOf, eventually, finish, onlyChildOf, Running, statOf, statusOf } from "./real-init.ts";

/** @param hangs which inits are known to hang: more than a moment would be lost on them */
const never = (init: string, hangs: RegExp) => sleep(hangs.test(init) ? 2000 : 30_000, "never ends", { ref: false });

export const startsAndEnds: Behaviour[] = [
  ...[0, 1, 42, 127, 255].map((status) => ({
    name: `a command that exits with ${status}`,
    observe: code(["--", "sh", "-c", `exit ${status}`]),
    expected: `${status}`,
  })),
  ...[1, 6, 9, 11, 15, 31].map((signal) => ({
    name: `a command that dies by signal ${signal}`,
    observe: code(["--", "@die-by", `${signal}`]),
    expected: `${128 + signal}`,
  })),
  { name: "no command", observe: code([]), expected: "1" },
  { name: "an unknown option", observe: code(["--no-such-option", "true"]), expected: "1" },
  { name: "a script without a #! line", observe: code(["@bare"]), expected: "5" },
  {
    name: "a command that is not found",
    observe: code(["no-such-command"]),
    expected: { ours: "127", tini: "127", "dumb-init": "2", catatonit: "1" },
  },
  {
    name: "a script whose interpreter is not there",
    observe: code(["@no-interpreter"]),
    expected: { ours: "127", tini: "127", "dumb-init": "2", catatonit: "1" },
  },
  {
    name: "a file that is not executable",
    observe: code(["@plain"]),
    expected: { ours: "126", tini: "126", "dumb-init": "2", catatonit: "1" },
  },
  {
    name: "a directory as command",
    observe: code(["/usr"]),
    expected: { ours: "126", tini: "126", "dumb-init": "2", catatonit: "1" },
  },
  {
    name: "a program for another machine",
    observe: code(["@foreign"]),
    expected: { ours: "126", tini: "127", "dumb-init": "127", catatonit: "127" },
  },
  {
    name: "an option of the command, without -- before it",
    observe: code(["sh", "-c", "exit 7"]),
    expected: { ours: "7", tini: "1", "dumb-init": "7", catatonit: "1" },
  },
  {
    name: "standard input, output and error closed",
    observe: async (init) =>
      `${(await finish([...AS_PID_1, "sh", "-c", `exec ${init} -- sh -c 'exit 6' <&- >&- 2>&-`])).code}`,
    expected: { ours: "6", tini: "1", "dumb-init": "6", catatonit: "6" },
  },
  {
    name: "arguments",
    observe: async (init) => (await finish([init, "--", "printf", "%s|", "", "a b", "-v", "ü"])).stdout,
    expected: "|a b|-v|ü|",
  },
  {
    name: "the command's session and group",
    observe: async (init, tools) => {
      const { command } = await listen(init, tools);
      const { session, group } = await statOf(command);
      if (session === command) return "own session";
      return group === command ? "own group" : "those of the init";
    },
    expected: { ours: "own session", tini: "own group", "dumb-init": "own session", catatonit: "own group" },
  },
  {
    name: "signals that were ignored and blocked when the init started",
    observe: async (init, tools) => {
      const running = new Running([...AS_PID_1, tools("ignoring"), init, "--", "cat", "/proc/self/status"]);
      await running.until(/^SigIgn:.*\n/m);
      const none = (field: string) => new RegExp(`^${field}:\\s0{16}$`, "m").test(running.stdout);
      return `${none("SigIgn") ? "none" : "some"} ignored, ${none("SigBlk") ? "none" : "some"} blocked`;
    },
    expected: {
      ours: "none ignored, none blocked",
      tini: "some ignored, some blocked",
      "dumb-init": "some ignored, some blocked",
      catatonit: "some ignored, some blocked",
    },
  },
  {
    name: "the exit code when SIGCHLD was ignored",
    observe: async (init, tools) => {
      const running = new Running([...AS_PID_1, tools("ignoring"), init, "--", "sh", "-c", "exit 7"]);
      // catatonit ends with 1 or not at all, by who is faster.
      return (await Promise.race([running.ended, never(init, /tini$|catatonit$/)])) === 7 ? "its own" : "lost";
    },
    expected: { ours: "its own", tini: "lost", "dumb-init": "its own", catatonit: "lost" },
  },
  {
    name: "orphans",
    observe: async (init, tools) => {
      const running = new Running([...AS_PID_1, init, "--", tools("make-orphans"), "200"]);
      await running.until(/done/);
      const pid = await onlyChildOf(running.pid);
      await eventually(async () => (await childrenOf(pid)).length === 1);
      return "reaped";
    },
    expected: "reaped",
  },
  {
    name: "a command that someone kills",
    observe: async (init, tools) => {
      const { running, command } = await listen(init, tools);
      process.kill(command, "SIGKILL");
      return `${await running.ended}`;
    },
    expected: "137",
  },
  {
    name: "SIGKILL to the init, from outside",
    observe: async (init, tools) => {
      const listening = await listen(init, tools);
      process.kill(listening.init, "SIGKILL");
      await listening.running.ended;
      return statusOf(listening.command).then(
        () => "the command lives on",
        () => "all end",
      );
    },
    expected: "all end",
  },
  {
    name: "SIGKILL to the init, from its command",
    observe: code(["--", "sh", "-c", "kill -9 1; exit 3"]),
    expected: "3",
  },
  {
    name: "-v while nobody reads standard error",
    observe: async (init, tools) => {
      const options = init.endsWith("catatonit") ? "" : "-v";
      // A FIFO holds 64 KiB; it is full before the init starts.
      const fill = "dd if=/dev/zero bs=65536 count=1 >&3 2>/dev/null";
      const script = `mkfifo $0; exec 3<>$0; ${fill}; exec ${init} ${options} -- sh -c 'exit 4' 2>&3 >&3`;
      const fifo = tools(`full-${init.replaceAll("/", "-")}`);
      const running = new Running([...AS_PID_1, "sh", "-c", script, fifo]);
      return `${await Promise.race([running.ended, never(init, /tini$|dumb-init$/)])}`;
    },
    expected: { ours: "4", tini: "never ends", "dumb-init": "never ends", catatonit: "4" },
  },
  {
    name: "where -v says what it does",
    observe: async (init) => {
      const { stdout, stderr } = await finish([
        ...AS_PID_1,
        init,
        ...(init.endsWith("catatonit") ? [] : ["-v"]),
        "--",
        "true",
      ]);
      if (stdout !== "") return "standard output";
      return stderr === "" ? "nowhere" : "standard error";
    },
    expected: { ours: "standard error", tini: "standard output", "dumb-init": "standard error", catatonit: "nowhere" },
  },
];
