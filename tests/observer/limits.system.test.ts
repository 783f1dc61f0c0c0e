/** What the observer does where there is too much, too little, or somebody else. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildLives, enterNamespace, tracesSignals } from "./namespace.ts";
import { unlikePs } from "./ps.ts";
import { byProcess, inWords, observerForTest, signalInWords, Told, toldOutOfTurn } from "./told.ts";

let lives: Awaited<ReturnType<typeof buildLives>>;
beforeAll(async () => {
  lives = await buildLives();
});
afterAll(() => lives[Symbol.asyncDispose]());

const many = 20_000;

describe("20,000 short lives in a row", () => {
  test.each(["many-forks", "many-vforks"])("%s: each is told, and so is what could not be", async (name) => {
    await using running = observerForTest();
    await using namespace = await enterNamespace(lives, name, String(many));
    const told = new Told(running.observer, namespace.procFd);
    await told.listed();
    namespace.go();
    await namespace.done;
    await told.until(() => told.count("reap") + told.missing >= many);
    told.stop();
    expect(told.count("lost")).toBe(0);
    expect(told.count("reap") + told.missing).toBe(many);
    expect(told.missing).toBeLessThan(many / 100); // Microseconds long, on a busy machine.
    // The numbers in a new namespace follow one another, and each life ended with its own code.
    const words = told.lines.filter(({ kind }) => kind !== "zombie").map(inWords);
    for (const [pid, life] of Object.entries(byProcess(words.filter((line) => line !== null)))) {
      const code = ((Number(pid) - 2) & 0x7f) << 8;
      expect(life).toEqual([`fork ${pid} 1`, `exit ${pid} ${code}`, `reap ${pid} 1 wait`]);
    }
  });
});

test("a server that is busy with something else, and reads nothing meanwhile, is told of all the same", async () => {
  const some = 5000;
  await using running = observerForTest();
  await using namespace = await enterNamespace(lives, "many-forks", String(some));
  const told = new Told(running.observer, namespace.procFd);
  await told.listed();
  // In read(2) or readv(2), for its order.
  const waits = () => /^(0|19) 0x0 /.test(readFileSync(`/proc/${namespace.initPid}/syscall`, "utf8"));
  namespace.go();
  while (waits()) blockFor10Ms();
  while (!waits()) blockFor10Ms();
  await told.until(() => told.count("reap") + told.missing >= some);
  expect(told.count("lost")).toBe(0);
  expect(told.missing).toBeLessThan(some / 100);
});

test.each([
  { name: "what the kernel kept while it could not read, is told in order", short: 0, args: [] },
  { name: "what the kernel dropped is said to be lost", short: 500, args: ["--buffer-bytes", "4096"] },
])("$name, and the picture is what ps says", async ({ short, args }) => {
  await using running = observerForTest(args);
  await using namespace = await enterNamespace(lives, "family", String(short));
  const told = new Told(running.observer, namespace.procFd);
  await told.listed();
  namespace.go();
  await told.until(({ lines }) => lines.map(inWords).includes("fork 13 1"));
  await expect.poll(() => unlikePs(told, namespace), { timeout: 20_000 }).toEqual([]);
  process.kill(running.observer.pid ?? -1, "SIGSTOP");
  namespace.go();
  const did = await namespace.done;
  process.kill(running.observer.pid ?? -1, "SIGCONT");
  await expect.poll(() => unlikePs(told, namespace), { timeout: 20_000 }).toEqual([]);
  expect(told.count("lost") > 0).toBe(short > 0);
  if (short > 0) return;
  const words = told.lines
    .map(inWords)
    .filter((line) => line !== null)
    .filter(isNoZombie);
  expect(byProcess(words)).toMatchObject(byProcess(did));
  expect(toldOutOfTurn(words)).toEqual([]);
});

test("a sandbox that does more than anybody could look at is told of now and then, and its neighbour in time", async () => {
  await using running = observerForTest();
  await using loud = await enterNamespace(lives, "many-vforks", "100000");
  await using quiet = await enterNamespace(lives, "zombies", "20");
  const [loudTold, quietTold] = [loud, quiet].map(({ procFd }) => new Told(running.observer, procFd));
  await Promise.all([loudTold?.listed(), quietTold?.listed()]);
  loud.go();
  await loudTold?.until(({ lines }) => lines.length > 1000);
  quiet.go();
  const did = await quiet.done;
  await quietTold?.until((told) => told.count("reap") + told.missing >= 20);
  const words = (quietTold?.lines ?? []).map(inWords).filter((line) => line !== null);
  const told = Object.entries(byProcess(words.filter(isNoZombie)));
  const lived = byProcess(did.filter(isNoZombie));
  for (const [pid, life] of told) expect(life).toEqual(lived[pid]);
  // Who is busy in real time has to let others run for 50 ms a second, and what began and went meanwhile it cannot look at.
  expect(told.length).toBeGreaterThan(15);
  expect(quietTold?.count("zombie")).toBeGreaterThan(15);
});

test("who comes from outside is told of with what it runs", async () => {
  await using running = observerForTest();
  await using namespace = await enterNamespace(lives, "plain");
  const told = new Told(running.observer, namespace.procFd);
  await told.listed();
  const outside = spawn("nsenter", ["-t", String(namespace.initPid), "-p", lives.other, "quit", "6"]);
  await once(outside, "exit");
  await told.until(() => told.count("reap") === 1);
  const words = told.lines.map(inWords).filter((line) => line !== null && !line.startsWith("zombie"));
  expect(words).toEqual(["fork 2 0", "exec 2 other", "exit 2 1536", "reap 2 0 wait"]);
});

test("stop and continue are seen as states, and as signals where the kernel tells of them", async () => {
  await using running = observerForTest();
  await using namespace = await enterNamespace(lives, "stops");
  const told = new Told(running.observer, namespace.procFd);
  const isNow = (state: string) =>
    told.until(({ lines }) => {
      const is = lines.findLast((line) => line.kind === "is");
      return is?.kind === "is" && is.pid === 2 && is.state === state;
    });
  await told.listed();
  namespace.go();
  await isNow("T");
  namespace.go();
  await isNow("S");
  namespace.go();
  const did = await namespace.done;
  await told.until(() => told.count("reap") === 1);
  const words = told.lines.map((line) => inWords(line) ?? signalInWords(line)).filter((line) => line !== null);
  const isOfNoSignal = (line: string) => !line.startsWith("signal");
  expect(words.filter(isNoZombie)).toEqual(tracesSignals() ? did : did.filter(isOfNoSignal));
});

test("another process group is seen by a look, and who is in which session, by which user, since when, with the first", async () => {
  await using running = observerForTest();
  const before = Date.now();
  await using namespace = await enterNamespace(lives, "regroups");
  const told = new Told(running.observer, namespace.procFd);
  const isIn = (pgid: number) =>
    told.until(({ lines }) => {
      const is = lines.findLast((line) => line.kind === "is");
      return is?.kind === "is" && is.pid === 2 && is.pgid === pgid;
    });
  await told.listed();
  const [init] = told.lines.filter((line) => line.kind === "is");
  // Group and session are outside of the namespace. A process's start is known to a hundredth of a second.
  expect(init).toMatchObject({ pid: 1, pgid: 0, sid: 0, uid: 0 });
  expect(init?.startedAt).toBeGreaterThan(before - 20);
  expect(init?.startedAt).toBeLessThanOrEqual(Date.now());
  namespace.go();
  await isIn(2);
  namespace.go();
  await isIn(1);
  namespace.go();
  await told.until(() => told.count("reap") === 1);
  expect(told.lines.map(inWords)).toContain("exit 2 15");
});

test("two namespaces are told apart, and one that nobody watches costs nothing", async () => {
  await using running = observerForTest();
  await using first = await enterNamespace(lives, "zombies", "2"); // Long enough to be seen on any machine.
  await using second = await enterNamespace(lives, "zombies", "3");
  await using unwatched = await enterNamespace(lives, "many-forks", "500");
  const [one, two] = [first, second].map(({ procFd }) => new Told(running.observer, procFd));
  await Promise.all([one?.listed(), two?.listed()]);
  first.go();
  second.go();
  const done = await Promise.all([first.done, second.done]);
  await one?.until(() => one.count("reap") === 2);
  await two?.until(() => two.count("reap") === 3);
  for (const [at, told] of [one, two].entries()) {
    const words = (told?.lines ?? []).map(inWords).filter((line) => line !== null);
    // A reap is heard of by another way than the next birth: what is in order is each life.
    expect(byProcess(words.filter(isNoZombie))).toEqual(byProcess((done[at] ?? []).filter(isNoZombie)));
    told?.stop();
  }
  // It has heard both when the order after them is obeyed: a picture that was asked for.
  const last = new Told(running.observer, first.procFd);
  await last.listed();
  last.stop();
  // The order is obeyed when it looks at nothing any more: it answers nothing.
  let before = -1;
  const isQuiet = () => {
    const now = wakeUps(running.observer.pid);
    const is = now === before;
    before = now;
    return is;
  };
  await expect.poll(isQuiet, { interval: 450, timeout: 20_000 }).toBe(true);
  unwatched.go();
  await unwatched.done;
  expect(wakeUps(running.observer.pid) - before).toBeLessThan(3);
});

test("beside one that is watched, another that nobody watches is not read of", async () => {
  const some = 1000;
  await using running = observerForTest();
  await using quiet = await enterNamespace(lives, "plain");
  await using busy = await enterNamespace(lives, "many-forks", String(some));
  const told = new Told(running.observer, quiet.procFd);
  await told.listed();
  const before = reads(running.observer.pid);
  busy.go();
  await busy.done;
  told.stop();
  // All that happened is heard before this is read.
  const last = new Told(running.observer, quiet.procFd);
  await last.listed();
  // Of its own sandbox it reads PID 1, each 50 ms.
  expect(reads(running.observer.pid) - before).toBeLessThan(some / 2);
  expect(told.lines.map(({ kind }) => kind)).toEqual(["list", "is", "listed"]);
});

test("when it is killed its clients hear of it, and of all that there is from the next one", async () => {
  await using running = observerForTest();
  await using namespace = await enterNamespace(lives, "zombies", "1");
  const told = new Told(running.observer, namespace.procFd);
  await told.listed();
  process.kill(running.observer.pid ?? -1, "SIGKILL");
  await told.until(({ downs }) => downs === 1);
  await told.until(() => told.count("listed") === 2);
  namespace.go();
  await namespace.done;
  await told.until(() => told.count("reap") === 1);
  expect(running.warnings).toHaveLength(1);
});

test("it ends when its server is gone", async () => {
  const { observer } = observerForTest();
  await using namespace = await enterNamespace(lives, "plain");
  await new Told(observer, namespace.procFd).listed();
  const pid = observer.pid ?? -1;
  await observer.close();
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
});

/** Nothing else of this process runs. */
const blockFor10Ms = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);

const isNoZombie = (line: string) => !line.startsWith("zombie");

/** How many files it has read (syscr of proc_pid_io(5)); what it hears from the kernel is a socket's. */
function reads(pid: number | null): number {
  return Number(/^syscr: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, "utf8"))?.[1]);
}

/** How often it has been woken (voluntary_ctxt_switches of proc_pid_status(5)). */
function wakeUps(pid: number | null): number {
  return Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}
