/** Where there is no observer, for now or for good, processes are looked at, and the lists say so. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Processes } from "../../src/protocol/processes.ts";
import { observeProcesses } from "../../src/server/sandbox/processes/observe.ts";
import { Observer } from "../../src/server/sandbox/processes/observer.ts";
import { buildLives, enterNamespace, type Namespace } from "./namespace.ts";
import { observerForTest } from "./told.ts";

let lives: Awaited<ReturnType<typeof buildLives>>;
beforeAll(async () => {
  lives = await buildLives();
});
afterAll(() => lives[Symbol.asyncDispose]());

/** The lists of a namespace as they come. */
async function* lists({ initPid }: Namespace, observer: Observer): AsyncGenerator<Processes> {
  let { promise, resolve } = Promise.withResolvers<Processes>();
  const pids = { current: 1, max: null };
  const stop = observeProcesses(
    { initHostPid: initPid, pidsUsage: async () => pids, containers: new Map() },
    observer,
    {
      processes: (processes) => resolve(processes),
      event: () => {},
    },
  );
  try {
    for (;;) {
      yield await promise;
      ({ promise, resolve } = Promise.withResolvers<Processes>());
    }
  } finally {
    stop();
  }
}

test.each([
  ["a kernel that is too old", "/bin/sh", ["-c", "exit 3"]],
  ["a program that is not there", "/nonexistent/observer", []],
])("%s: looked at from the beginning, and not tried again", async (_, binary, args) => {
  const log: string[] = [];
  const keep = (_details: object, message: string) => log.push(message);
  const observer = new Observer(binary, { info: keep, warn: keep, error: keep }, args);
  await using namespace = await enterNamespace(lives, "plain");
  for (let time = 0; time < 2; time++) {
    for await (const { sampled, list } of lists(namespace, observer)) {
      expect([sampled, list.map(({ command }) => command)]).toEqual([true, ["lives"]]);
      break;
    }
  }
  expect(log).toEqual(["processes are looked at, as the kernel cannot be listened to"]);
});

test("while the observer is started again, processes are looked at", async () => {
  await using running = observerForTest();
  await using namespace = await enterNamespace(lives, "plain");
  const sampled: (boolean | undefined)[] = [];
  for await (const processes of lists(namespace, running.observer)) {
    if (processes.sampled !== sampled.at(-1) || sampled.length === 0) sampled.push(processes.sampled);
    if (sampled.length === 1 && running.observer.pid !== null) process.kill(running.observer.pid, "SIGKILL");
    if (sampled.length === 3) break;
  }
  expect(sampled).toEqual([undefined, true, undefined]);
});
