/** Waiting in line, with a server whose answers are scripted: a real one cannot be made to lose them. */
import "../../../src/words/en/speak.ts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { waitInQueue } from "../../../src/client/sandbox/queue.ts";

const base = "https://labs.example/";
const place = { place: 2, waitSeconds: 100, pollSeconds: 3 };
const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const queued = (ticket: string, at = place) => json(202, { ticket, ...at });
const problem = (status: number) => json(status, { type: "x", title: "No", status, detail: "no" });

const asked: string[] = [];
let answers: (() => Response)[] = [];
let onPageHide = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  answers = [];
  vi.stubGlobal("addEventListener", (_: string, listener: () => void) => (onPageHide = listener));
  vi.stubGlobal("removeEventListener", () => (onPageHide = () => {}));
  vi.stubGlobal("fetch", async (url: string, { method = "GET", headers }: RequestInit) => {
    asked.push(`${method} ${url} ${new Headers(headers).get("authorization")}`);
    const answer = answers.shift();
    if (!answer) throw new TypeError("no network");
    return answer();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function wait(...posts: Response[]) {
  const places: number[] = [];
  const posted: (string | true)[] = [];
  const over = new AbortController();
  const post = async (queue: string | true) => {
    posted.push(queue);
    return posts.shift() ?? problem(500);
  };
  const listener = { signal: over.signal, place: (at: { place: number }) => places.push(at.place) };
  const result = waitInQueue(base, queued("T1"), post, listener);
  result.catch(() => {});
  return { result, places, posted, over };
}

test("asks every three seconds, and starts the lab with the ticket when it is our turn", async () => {
  answers = [() => json(200, { ...place, isTurn: false }), () => json(200, { ...place, place: 1, isTurn: true })];
  const { result, places, posted } = wait(json(201, {}));
  await vi.advanceTimersByTimeAsync(2999);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(3001);
  expect((await result)?.status).toBe(201);
  expect(places).toEqual([2, 2]);
  expect(posted).toEqual(["T1"]);
  expect(asked).toEqual(Array(2).fill("GET https://labs.example/api/queue Bearer T1"));
});

test("answers that do not come are asked for again, for about a minute", async () => {
  const { result } = wait();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(20);
  await vi.advanceTimersByTimeAsync(3000);
  await expect(result).rejects.toThrow("The text can be read");
});

test("a place that the server gave up is asked for anew", async () => {
  answers = [() => problem(404), () => json(200, { ...place, isTurn: true })];
  const { result, places, posted } = wait(queued("T2", { ...place, place: 7 }), json(201, {}));
  await vi.advanceTimersByTimeAsync(6000);
  expect((await result)?.status).toBe(201);
  expect(places).toEqual([2, 7]);
  expect(posted).toEqual(["T1", "T2"]);
});

test("who leaves gives the place up, at once", async () => {
  const { result, over } = wait();
  over.abort();
  expect(await result).toBeNull();
  expect(asked).toEqual(["DELETE https://labs.example/api/queue Bearer T1"]);
});

test("so does a page that is closed", async () => {
  wait();
  await vi.advanceTimersByTimeAsync(0);
  onPageHide();
  expect(asked).toEqual(["DELETE https://labs.example/api/queue Bearer T1"]);
});
