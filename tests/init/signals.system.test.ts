/** Which signal sent to the init has which effect. */
import { constants } from "node:os";
import { describe, expect, test } from "vitest";
import {
  AS_PID_1,
  eventually,
  finish,
  isGone,
  onlyChildOf,
  Running,
  statOf,
  statusOf,
  useRealInit,
} from "./real-init.ts";
import { OWNING, Terminal } from "./real-terminal.ts";

const built = useRealInit();
const { SIGCHLD, SIGCONT, SIGKILL, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU } = constants.signals;
const ONCE = "the command gets it once";
const NOTHING = "nothing";
const ALL = Array.from({ length: 64 }, (_, at) => at + 1);

interface Listening {
  init: number;
  command: number;
  /** All that the command wrote so far. */
  text(): string;
}

const kill = (pid: number, signal: number) => finish(["/bin/kill", `-${signal}`, `${pid}`]);
const killFromInside = (init: number, signal: number) =>
  finish(["nsenter", "--target", `${init}`, "--pid", "--mount", "/bin/kill", `-${signal}`, "1"]);

/** Starts `print-signals` under the init. */
async function listen(prefix: string[], isOnTerminal: boolean): Promise<Listening> {
  const program = [...prefix, built.init, built.fixture("print-signals")];
  const running = isOnTerminal ? new Terminal(program) : new Running(program);
  await running.until(/ready/);
  const init = prefix.length > 0 ? await onlyChildOf(running.pid) : running.pid;
  const text = () => (running instanceof Terminal ? running.output : running.stdout);
  return { init, command: await onlyChildOf(init), text };
}

/** S or T: a process that was sent a signal is awake (R) until it has dealt with it. */
async function settledState(pid: number): Promise<string> {
  let letter = "";
  await eventually(async () => {
    letter = (await statusOf(pid)).State?.[0] ?? "";
    return letter === "S" || letter === "T";
  });
  return letter;
}

/** What a signal does that is sent to the init by `send`. Whoever was stopped goes on afterwards. */
async function effectOf({ init, command, text }: Listening, signal: number, send: typeof kill): Promise<string> {
  const before = text().length;
  const came = () =>
    [
      ...text()
        .slice(before)
        .matchAll(/signal (\d+)\r?\n/g),
    ].map(([, number]) => Number(number));
  expect((await send(init, signal)).code).toBe(0);
  const states = `${await settledState(init)}${await settledState(command)}`;
  if (states !== "SS") {
    await kill(init, SIGCONT);
    await eventually(async () => came().includes(SIGCONT));
    return { ST: "the command stops", TS: "the init stops", TT: "both stop" }[states] ?? states;
  }
  // This one goes straight to the command, so it comes after all else.
  const mark = signal === 64 ? 63 : 64;
  await kill(command, mark);
  await eventually(async () => came().includes(mark));
  const forwarded = came().slice(0, -1);
  if (forwarded.length === 0) return NOTHING;
  return `${forwarded}` === `${signal}` ? ONCE : `the command gets ${forwarded}`;
}

const jobControl = (effect: string) => ({ [SIGTSTP]: effect, [SIGTTIN]: effect, [SIGTTOU]: effect });
/** What does not come to the command once. The kernel spares PID 1 what it sends itself, or gets from inside (pid_namespaces(7)). */
const outside = { ...jobControl("the command stops"), [SIGCHLD]: NOTHING, [SIGSTOP]: "the init stops" };
const inside = { ...outside, [SIGSTOP]: NOTHING, [SIGKILL]: NOTHING };
const noPid1 = { ...outside, ...jobControl("both stop") };

describe.each([
  { who: "PID 1", from: "outside", prefix: AS_PID_1, send: kill, others: outside },
  { who: "PID 1", from: "inside", prefix: AS_PID_1, send: killFromInside, others: inside },
  { who: "PID 1 that owns a terminal", from: "outside", prefix: OWNING, send: kill, others: outside },
  { who: "PID 1 that owns a terminal", from: "inside", prefix: OWNING, send: killFromInside, others: inside },
  { who: "an init that is not PID 1", from: "anyone", prefix: [], send: kill, others: noPid1 },
  { who: "a session leader with a terminal", from: "anyone", prefix: [], send: kill, others: noPid1 },
])("$who, from $from", ({ who, prefix, send, others }) => {
  const isOnTerminal = who.includes("terminal");
  // What ends the init has a test of its own.
  const signals = ALL.filter((signal) => signal !== SIGKILL || send === killFromInside);

  test("each of the 64 signals does what it should", async () => {
    const listening = await listen(prefix, isOnTerminal);
    const effects: Record<number, string> = {};
    for (const signal of signals) effects[signal] = await effectOf(listening, signal, send);
    expect(effects).toEqual({ ...Object.fromEntries(signals.map((signal) => [signal, ONCE])), ...others });
  });
});

test.each([
  { who: "PID 1", prefix: AS_PID_1, fate: "ends, too" },
  { who: "an init that is not PID 1", prefix: [], fate: "lives on" },
])("SIGKILL from outside ends $who; its command $fate", async ({ prefix, fate }) => {
  const { init, command } = await listen(prefix, false);
  await kill(init, SIGKILL);
  await eventually(() => isGone(init));
  if (fate === "lives on") expect(await isGone(command)).toBe(false);
  else await eventually(() => isGone(command));
  await kill(command, SIGKILL);
});

test("the command has a session of its own, an empty mask and default actions, whatever we were given", async () => {
  const command = [built.fixture("ignoring"), built.init, "/bin/sh", "-c", "echo ready; exec sleep 1000"];
  const running = new Running(command);
  await running.until(/ready/);
  const child = await onlyChildOf(running.pid);
  const { SigBlk, SigIgn, ShdPnd } = await statusOf(child);
  expect([SigBlk, SigIgn, ShdPnd]).toEqual(Array(3).fill("0000000000000000"));
  expect(await statOf(child)).toMatchObject({ group: child, session: child });
});
