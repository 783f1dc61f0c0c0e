import "../../../src/words/en/speak.ts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { RemoteSandbox } from "../../../src/client/sandbox/remote-sandbox.ts";
import type { ConnectionState, SandboxEnd } from "../../../src/client/sandbox/sandbox.ts";
import { closeCodes } from "../../../src/protocol/close-codes.ts";
import { fakeSockets } from "./fake-socket.ts";

const begin = Date.parse("2030-01-01T12:00:00Z");
const expiresAt = "2030-01-01T12:30:00.000Z";
const hello = { type: "hello", session: "s1", terminals: [{ id: 0, title: "Terminal" }], expiresAt };

beforeEach(() => vi.useFakeTimers({ now: begin }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function setUp({ resumed = false, server = "https://labs.example/", skew_ms = 0 } = {}) {
  const { sockets, open, last } = fakeSockets();
  const session = {
    id: "s1",
    token: "TOKEN",
    socket: "/api/sessions/s1/socket",
    terminals: [{ id: 0, title: "Terminal" }],
    tasks: [],
    expiresAt,
    idleSeconds: 600,
    lab: "zombies",
    place: "",
    server,
    init: "none" as const,
    skew_ms,
  };
  const sandbox = new RemoteSandbox(session, { resumed, openSocket: open });
  const states: ConnectionState[] = [];
  const ends: SandboxEnd[] = [];
  const hellos: boolean[] = [];
  const expiries: number[] = [];
  const taken: (() => void)[] = [];
  const output: string[] = [];
  const { signal } = new AbortController();
  sandbox.subscribe(
    {
      connection: (state) => states.push(state),
      ended: (end) => ends.push(end),
      hello: ({ replay }) => hellos.push(replay),
      expires: (at) => expiries.push(at),
      output: (terminal, bytes, done) => {
        output.push(`${terminal}:${new TextDecoder().decode(bytes)}`);
        taken.push(done);
      },
    },
    signal,
  );
  sandbox.connect();
  return { sandbox, sockets, last, states, ends, hellos, expiries, taken, output };
}

describe("opening", () => {
  test("offers the protocol and the token as sub-protocols, and never the token in the address", () => {
    const { last } = setUp();
    expect(last().protocols).toEqual(["pid-one.v1", "token.TOKEN"]);
    expect(last().url).toBe("wss://labs.example/api/sessions/s1/socket");
    expect(last().binaryType).toBe("arraybuffer");
  });

  test("is a plain socket for a plain server", () => {
    expect(setUp({ server: "http://127.0.0.1:8080/" }).last().url).toMatch(/^ws:\/\/127\.0\.0\.1:8080\//);
  });

  test("hello opens the connection; nothing was there before, unless the page came back", () => {
    const fresh = setUp();
    fresh.last().opens().says(hello);
    expect(fresh.states.map(({ is }) => is)).toEqual(["connecting", "open"]);
    expect(fresh.hellos).toEqual([false]);
    const back = setUp({ resumed: true });
    back.last().opens().says(hello);
    expect(back.hellos).toEqual([true]);
  });

  test("the end is told by the page's own clock", () => {
    expect(setUp({ skew_ms: 60_000 }).expiries).toEqual([Date.parse(expiresAt) - 60_000]);
  });
});

describe("terminals", () => {
  test("a long paste goes in frames that the server takes", () => {
    const { sandbox, last } = setUp();
    last().opens();
    sandbox.write(3, new Uint8Array(150_000).fill(97));
    const frames = last().sent.filter((data) => data instanceof Uint8Array);
    expect(frames.map(({ length }) => length)).toEqual([65_536, 65_536, 150_000 - 2 * 65_535 + 1]);
    expect(frames.every(([first]) => first === 3)).toBe(true);
  });

  test("drawn bytes are acknowledged, those of an earlier socket are not", () => {
    const { last, taken, output } = setUp();
    last().opens().says(hello);
    last().prints(0, "one");
    taken[0]?.();
    vi.advanceTimersByTime(100);
    expect(last().messages).toEqual([{ type: "ack", terminal: 0, bytes: 3 }]);

    last().prints(0, "lost");
    last().drops();
    vi.advanceTimersByTime(1_000);
    last().opens().says(hello);
    taken[1]?.();
    vi.advanceTimersByTime(1_000);
    expect(last().messages).toEqual([]);
    expect(output).toEqual(["0:one", "0:lost"]);
  });

  test("a size is told, and told again to each new socket", () => {
    const { sandbox, last } = setUp();
    last().opens();
    sandbox.resize(0, 80, 24);
    last().drops();
    vi.advanceTimersByTime(1_000);
    last().opens();
    expect(last().messages).toEqual([{ type: "resize", terminal: 0, cols: 80, rows: 24 }]);
  });

  test("what is typed while there is no connection does not run later", () => {
    const { sandbox, last } = setUp();
    last().opens();
    last().drops();
    sandbox.write(0, new TextEncoder().encode("rm -rf /\r"));
    vi.advanceTimersByTime(1_000);
    last().opens().says(hello);
    expect(last().sent).toEqual([]);
  });
});

describe("losing the connection", () => {
  test("waits longer each time, and starts anew after a hello", () => {
    const { last, sockets, states } = setUp();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      last().drops();
      vi.advanceTimersByTime(500 * 2 ** attempt);
    }
    expect(sockets).toHaveLength(4);
    last().opens().says(hello);
    last().drops();
    const wait = states.at(-1);
    expect(wait?.is === "waiting" && wait.retryAt - Date.now()).toBeLessThanOrEqual(500);
  });

  test("a silent one is found dead and replaced", () => {
    const { last, sockets, states } = setUp();
    last().opens().says(hello);
    vi.advanceTimersByTime(15_000);
    expect(last().messages).toEqual([{ type: "ping", id: 1 }]);
    last().says({ type: "pong", id: 1 });
    vi.advanceTimersByTime(15_000 + 10_000);
    expect(states.at(-1)?.is).toBe("waiting");
    vi.advanceTimersByTime(1_000);
    expect(sockets).toHaveLength(2);
  });

  test("a terminal that comes again is a replay", () => {
    const { last, hellos } = setUp();
    last().opens().says(hello);
    last().drops();
    vi.advanceTimersByTime(1_000);
    last().opens().says(hello);
    expect(hellos).toEqual([false, true]);
  });

  test("another page took it: no attempt by itself, but on demand", () => {
    const { sandbox, last, sockets, states } = setUp();
    last().opens().says(hello);
    last().drops(closeCodes.takenOver, "Another page opened this session.");
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    expect(states.at(-1)?.is).toBe("taken-over");
    sandbox.connect();
    expect(sockets).toHaveLength(2);
  });

  test("when its time is over there is nothing to come back to", () => {
    const { last, sockets, ends } = setUp();
    last().opens().says(hello);
    last().drops();
    vi.advanceTimersByTime(31 * 60_000);
    expect(ends).toEqual([{ reason: "expired", detail: "" }]);
    const opened = sockets.length;
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(opened);
  });
});

describe("the end", () => {
  test("is told once, and is final", () => {
    const { last, sockets, ends } = setUp();
    last().opens().says(hello);
    last().says({ type: "ended", reason: "idle", detail: "Nobody typed for 10 minutes." });
    last().drops(closeCodes.ended);
    vi.advanceTimersByTime(60 * 60_000);
    expect(ends).toMatchObject([{ reason: "idle", detail: "Nobody typed for 10 minutes." }]);
    expect(sockets).toHaveLength(1);
  });

  test.each([closeCodes.noSession, closeCodes.badToken])("close code %i: the session is gone", (code) => {
    const { last, ends } = setUp();
    last().opens().drops(code, "There is no such session.");
    expect(ends).toEqual([{ reason: "lost", detail: "There is no such session." }]);
  });

  test("DELETE ends it, also when the server has forgotten it", async () => {
    const answers = [
      new Response(JSON.stringify({ type: "x", title: "There is no such session", status: 404, detail: "" }), {
        status: 404,
      }),
    ];
    const calls: unknown[][] = [];
    vi.stubGlobal("fetch", async (...call: unknown[]) => {
      calls.push(call);
      return answers.shift() ?? new Response(null, { status: 204 });
    });
    for (const _ of ["forgotten", "known"]) {
      const { sandbox, ends } = setUp();
      await sandbox.end();
      expect(ends).toEqual([{ reason: "deleted", detail: "" }]);
    }
    expect(calls[0]?.[0]).toBe("https://labs.example/api/sessions/s1");
    expect(calls[0]?.[1]).toMatchObject({ method: "DELETE", headers: { authorization: "Bearer TOKEN" } });
  });

  test("DELETE can keep the place for the next one", async () => {
    const calls: unknown[] = [];
    vi.stubGlobal("fetch", async (url: unknown) => {
      calls.push(url);
      return new Response(JSON.stringify({ ticket: "T1" }));
    });
    const { sandbox, ends } = setUp();
    expect(await sandbox.endForNext()).toBe("T1");
    expect(ends).toEqual([{ reason: "deleted", detail: "" }]);
    expect(calls).toEqual(["https://labs.example/api/sessions/s1?keepPlace=true"]);
  });

  test("an end that the server refuses is no end", async () => {
    vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("offline")));
    const { sandbox, ends } = setUp();
    await expect(sandbox.end()).rejects.toMatchObject({ title: "No lab server answers" });
    expect(ends).toEqual([]);
  });
});

test("an invalid message is reported once and ignored", () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const { last, states, ends } = setUp();
  last().opens();
  last().says("{");
  last().says({ type: "processes", list: "none" });
  last().says({ type: "from-the-future" });
  last().says(hello);
  expect(warn).toHaveBeenCalledTimes(1);
  expect(states.at(-1)?.is).toBe("open");
  expect(ends).toEqual([]);
});
