import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Observer } from "../../../../src/server/sandbox/processes/observer.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Is ready after a second order, and has a picture for the first who watches. */
const slow = "read first; read second; printf 'ready\\nlist 1 0\\nlisted 1\\n'; cat > /dev/null";

test("one that is slow to start is waited for, and its clients look meanwhile", async () => {
  const log: string[] = [];
  const keep = (_details: object, message: string) => log.push(message);
  const observer = new Observer("/bin/sh", { info: keep, warn: keep, error: keep }, ["-c", slow]);
  const listed = Promise.withResolvers<void>();
  const downs: string[] = [];
  const watch = (name: string) =>
    observer.watch({
      procFd: 0,
      see: ({ kind }) => kind === "listed" && listed.resolve(),
      pause: () => {},
      down: () => downs.push(name),
    });
  watch("first");
  const { pid } = observer;
  vi.advanceTimersByTime(4_000);
  expect(downs).toEqual([]);
  vi.advanceTimersByTime(3_600_000);
  expect(downs).toEqual(["first"]);
  watch("second");
  await listed.promise;
  watch("third");
  expect(downs).toEqual(["first", "second"]);
  expect(observer.pid).toBe(pid);
  expect(log).toEqual(["the observer is slow to start: processes are looked at until it is ready"]);
  await observer.close();
});
