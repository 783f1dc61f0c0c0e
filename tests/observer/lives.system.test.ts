/** What the observer tells of each kind of life, beside what the program that lived it says. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildLives, enterNamespace, tracesSignals } from "./namespace.ts";
import { byProcess, inWords, observerForTest, signalInWords, Told, toldOutOfTurn } from "./told.ts";

let lives: Awaited<ReturnType<typeof buildLives>>;
let running: ReturnType<typeof observerForTest>;
beforeAll(async () => {
  lives = await buildLives();
  running = observerForTest();
});
afterAll(async () => {
  await running[Symbol.asyncDispose]();
  await lives[Symbol.asyncDispose]();
  expect(running.warnings).toEqual([]);
});

/**
 * Lives a case under the observer's eyes. On a machine that is busy with much else a life may be over before anybody can
 * look, which is told (limits.system.test.ts counts it); it is lived again then.
 */
async function live(...words: string[]) {
  for (let attempt = 1; ; attempt++) {
    const lived = await liveOnce(words);
    if (lived.told.missing === 0 || attempt === 5) return lived;
  }
}

/** `told` holds what was told when all that were born were reaped. */
async function liveOnce(words: string[]) {
  await using namespace = await enterNamespace(lives, ...words);
  const told = new Told(running.observer, namespace.procFd);
  await told.listed();
  namespace.go();
  const did = await namespace.done;
  await told.until(() => told.count("reap") + told.missing >= did.filter((line) => line.startsWith("reap")).length);
  told.stop();
  return { did, told };
}

const wordsOf = ({ lines }: Told) => lines.map(inWords).filter((line) => line !== null);
const withoutZombies = (lines: string[]) => lines.filter((line) => !line.startsWith("zombie"));

describe("each process is told of as it lived", () => {
  test.each([
    ["plain", "fork 2 1", "exit 2 768", "reap 2 1 wait"],
    ["killed", "exit 2 9"],
    ["executes", "fork 2 1", "exec 2 other", "exit 2 1792"],
    ["vforks", "fork 2 1", "exec 2 other", "exit 2 1792"],
    ["sibling", "fork 3 1", "reap 3 1 wait"],
    ["silent", "fork 2 1", "reap 2 1 wait"],
    ["ends-with-signal", "fork 2 1", "reap 2 1 wait"],
    ["clones", "fork 2 1", "exit 3 256", "exit 6 1024", "exit 7 1280"],
    ["nested", "fork 4 3", "orphan 4 3 2 init", "reap 4 2 wait", "exit 2 1024"],
    ["session", "sid 2"],
    ["ids", "gid 2 0 5", "uid 2 0 7", "uid 2 0 0", "gid 2 6 6", "uid 2 8 8"],
    ["threads-first", "exit 2 512"],
    ["leader-first", "exit 2 1280"],
    ["thread-executes", "exec 2 other", "exit 2 2048"],
    ["thread-executes-among", "exec 2 other", "exit 2 2048"],
    ["double-fork", "orphan 3 2 1 init", "reap 3 1 wait"],
    ["subreapers", "orphan 5 4 3 subreaper", "orphan 5 3 2 subreaper", "orphan 5 2 1 init", "reap 5 1 wait"],
    ["ignores", "reap 2 1 kernel"],
    ["traced", "exit 2 1024", "reap 2 1 wait"],
    ["traced-by-another", "reap 2 1 wait", "reap 3 1 wait"],
    ["clones-traced", "fork 3 2", "reap 3 2 wait", "reap 2 1 wait"],
    ["detached", "reap 3 1 wait", "exit 2 1024", "reap 2 1 wait"],
    ["held-by-tracer", "exit 3 9", "exit 2 1024", "reap 2 1 wait"],
  ])("%s", async (name, ...among) => {
    const { did, told } = await live(name);
    expect(did).toEqual(expect.arrayContaining(among)); // The case is what its name says.
    const words = withoutZombies(wordsOf(told));
    expect(byProcess(words)).toEqual(byProcess(did.filter((line) => !line.startsWith("signal"))));
    expect(toldOutOfTurn(words)).toEqual([]);
  });
});

test("of several processes all is told in the order in which it happened", async () => {
  const { did, told } = await live("in-turn");
  const among = ["fork 4 3", "sid 3", "exec 4 other", "reap 4 3 wait", "fork 5 3", "orphan 5 3 1 init"];
  expect(did).toEqual(expect.arrayContaining(among));
  expect(withoutZombies(wordsOf(told))).toEqual(did);
});

test("what a tracer keeps from its parent is a zombie of the parent", async () => {
  const { told } = await live("held-by-tracer");
  expect(wordsOf(told)).toContain("zombie 2 1");
});

test("a process ends with its last thread, not with its first", async () => {
  const { told } = await live("leader-first");
  const words = wordsOf(told);
  expect(words.indexOf("fork 4 2")).toBeGreaterThan(0);
  expect(words.indexOf("exit 2 1280")).toBeGreaterThan(words.indexOf("fork 4 2"));
});

describe.skipIf(!tracesSignals())("who sent a signal is told before what came of it", () => {
  const wordsWithSignals = ({ lines }: Told) =>
    lines.map((line) => inWords(line) ?? signalInWords(line)).filter((line) => line !== null);

  test.each([
    ["signals", "signal 1 15 2 ignored", "signal 2 18 1 taken", "signal 2 15 1 taken", "exit 2 15"],
    ["ends-with-signal", "signal 1 10 kernel ignored", "exit 2 1536"],
  ])("%s", async (name, ...among) => {
    const { did, told } = await live(name);
    expect(did).toEqual(expect.arrayContaining(among));
    expect(byProcess(withoutZombies(wordsWithSignals(told)))).toEqual(byProcess(did));
  });

  // Linux 6.18 does not trace each signal that a timer's interrupt sends: on busy processors 2 to 12 of 100 leave no record.
  test("rings, where the kernel traces it", async () => {
    let { did, told } = await live("rings");
    for (let again = 1; again < 30 && told.count("signal") === 0; again++) ({ did, told } = await live("rings"));
    expect(did).toEqual(expect.arrayContaining(["signal 2 14 kernel taken", "exit 2 14"]));
    expect(byProcess(withoutZombies(wordsWithSignals(told)))).toEqual(byProcess(did));
  });

  test("by nobody inside", async () => {
    await using namespace = await enterNamespace(lives, "plain");
    const told = new Told(running.observer, namespace.procFd);
    await told.listed();
    process.kill(namespace.initPid, "SIGUSR1");
    await told.until(() => told.count("signal") === 1);
    expect(told.lines.map(signalInWords)).toContain("signal 1 10 0 ignored");
  });

  test("a flood of them is told in part, and what else happens is told", async () => {
    // A flood elsewhere on the machine is one with it: then nothing is told until its second is over.
    let { told } = await live("many-signals", "100000");
    for (let again = 1; again < 5 && told.count("signal") === 0; again++)
      ({ told } = await live("many-signals", "100000"));
    expect(told.count("signal")).toBeGreaterThan(100);
    expect(told.count("signal")).toBeLessThan(50_000);
    expect(wordsOf(told)).toEqual(expect.arrayContaining(["fork 2 1", "exit 2 768", "reap 2 1 wait"]));
    expect(told.count("lost")).toBe(0);
  });
});

test("of forty zombies of 45 ms none is lost", async () => {
  const { did, told } = await live("zombies", "40");
  expect(did.filter((line) => line.startsWith("zombie"))).toHaveLength(40);
  expect(byProcess(wordsOf(told))).toEqual(byProcess(did));
});
