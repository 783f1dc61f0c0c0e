import "../../../src/words/en/speak.ts";
import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { call, clockSkew_ms, read, retryAfterSeconds } from "../../../src/client/sandbox/http.ts";

afterEach(() => vi.unstubAllGlobals());

const now = Date.parse("2030-01-01T12:00:00Z");

test.each([
  [null, undefined],
  ["", undefined],
  ["17", 17],
  ["Tue, 01 Jan 2030 12:00:30 GMT", 30],
  ["Tue, 01 Jan 2030 11:00:00 GMT", 0],
  ["soon", undefined],
])("Retry-After %o is %o seconds", (header, seconds) => {
  expect(retryAfterSeconds(header, now)).toBe(seconds);
});

test.each([
  [null, 0],
  ["Tue, 01 Jan 2030 12:00:03 GMT", 0],
  ["Tue, 01 Jan 2030 12:10:00 GMT", 600_000],
  ["nonsense", 0],
])("with the date %o the server's clock is %i ms ahead", (date, skew) => {
  expect(clockSkew_ms(date, now)).toBe(skew);
});

function answers(response: Response | Error): void {
  vi.stubGlobal("fetch", async () => {
    if (response instanceof Error) throw response;
    return response;
  });
}

test("a problem becomes its title, its advice and its pause", async () => {
  const problem = { type: "x", title: "Too many labs are open", status: 429, detail: "End one of yours." };
  answers(new Response(JSON.stringify(problem), { status: 429, headers: { "retry-after": "12" } }));
  await expect(call("https://labs.example/", {})).rejects.toMatchObject({
    title: "Too many labs are open",
    message: "End one of yours.",
    retryAfterSeconds: 12,
    status: 429,
  });
});

test.each([
  ["no network", new TypeError("failed to fetch"), "No lab server answers"],
  ["a static host", new Response("<h1>Not found</h1>", { status: 404 }), "No lab server answers"],
  ["a static host that takes no POST", new Response("", { status: 405 }), "No lab server answers"],
  [
    "a proxy without its server",
    new Response("<h1>Bad gateway</h1>", { status: 502 }),
    "The lab server cannot be reached",
  ],
])("%s: %o", async (_, response, title) => {
  answers(response);
  await expect(call("https://labs.example/", {})).rejects.toMatchObject({ title });
});

test("an answer of another shape is an error in words", async () => {
  await expect(read(new Response('{"id":7}'), z.object({ id: z.string() }))).rejects.toMatchObject({
    name: "SandboxError",
    message: expect.stringContaining("Reload"),
  });
});
