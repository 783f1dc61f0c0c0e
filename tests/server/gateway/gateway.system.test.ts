import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSession, LabSocket, remove } from "../lab-socket.ts";
import { type RunningServer, startServer } from "../running-server.ts";

let server: RunningServer & AsyncDisposable;
beforeAll(async () => {
  server = await startServer({ PIDONE_STARTS_PER_MINUTE: "1000" });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

async function openLab(init?: string) {
  const session = await createSession(server.address, init);
  const lab = new LabSocket(server.address, session);
  await lab.prompt();
  return { session, lab };
}

test("without the sub-protocol there is no upgrade, and plain HTTP is told what this is", async () => {
  const session = await createSession(server.address);
  expect((await new LabSocket(server.address, session, { protocols: [] }).closed).code).toBe(1006);
  const plain = await fetch(`${server.address}${session.socket}`);
  expect(plain.status).toBe(426);
  expect((await plain.json()).detail).toContain("pid-one.v1");
  await remove(server.address, session);
});

test("a socket without, with a wrong and with another session's token is closed; the session goes on", async () => {
  const { session, lab } = await openLab();
  const other = await createSession(server.address);
  for (const protocols of [["pid-one.v1"], ["pid-one.v1", "token.wrong"], ["pid-one.v1", `token.${other.token}`]]) {
    const intruder = new LabSocket(server.address, session, { protocols });
    expect((await intruder.closed).code).toBe(4401);
    expect(intruder.messages).toEqual([]);
  }
  lab.type("echo still-$((20 + 3))\r");
  await lab.says(/still-23/);
  await remove(server.address, other);
  await remove(server.address, session);
});

test("a session that never was", async () => {
  const lab = new LabSocket(server.address, { socket: "/api/sessions/s-0123456789abcdef/socket", token: "x" });
  expect((await lab.closed).code).toBe(4404);
});

const tooLong = Buffer.alloc(64 * 1024 + 1, 65);
test.each<[string, string | Buffer, number]>([
  ["text that is no JSON", "resize", 4400],
  ["JSON that is no object", "7", 4400],
  ["an unknown type", '{"type":"reboot"}', 4400],
  ["a missing field", '{"type":"resize","terminal":0,"cols":80}', 4400],
  ["a field too many", '{"type":"ping","id":1,"x":1}', 4400],
  ["0 columns", '{"type":"resize","terminal":0,"cols":0,"rows":24}', 4400],
  ["100,000 columns", '{"type":"resize","terminal":0,"cols":100000,"rows":24}', 4400],
  ["a fraction of a column", '{"type":"resize","terminal":0,"cols":80.5,"rows":24}', 4400],
  ["a terminal that is not there", '{"type":"ack","terminal":9,"bytes":1}', 4400],
  ["negative bytes", '{"type":"ack","terminal":0,"bytes":-1}', 4400],
  ["an empty binary frame", Buffer.alloc(0), 4400],
  ["bytes for a terminal that is not there", Buffer.of(9, 65), 4400],
  ["a text frame that is too large", JSON.stringify({ type: "x".repeat(70_000) }), 1009],
  ["a binary frame that is too large", tooLong, 1009],
])("%s closes that socket with a code and a reason, and nothing else", async (_, frame, code) => {
  const { session, lab } = await openLab();
  const neighbour = await openLab();
  lab.send(frame);
  const closed = await lab.closed;
  expect(closed.code).toBe(code);
  expect(closed.reason).not.toBe("");
  neighbour.lab.type("echo here-$((40 + 2))\r");
  await neighbour.lab.says(/here-42/);

  const again = new LabSocket(server.address, session);
  await again.gets("hello");
  await again.prompt();
  await remove(server.address, session);
  await remove(server.address, neighbour.session);
});

test("a flood of messages is cut off", async () => {
  const { session, lab } = await openLab();
  for (let id = 0; id < 5000; id++) lab.send({ type: "ping", id });
  expect((await lab.closed).code).toBe(4429);
  await remove(server.address, session);
});

test("input that no program reads is cut off before it fills the server's memory", async () => {
  const { session, lab } = await openLab();
  lab.type("stty raw -echo; echo re''ady; sleep 1000\r"); // Until it is raw the kernel drops what nobody reads.
  await lab.says(/ready/);
  const chunk = Buffer.concat([Buffer.of(0), Buffer.alloc(60_000, 65)]);
  for (let sent = 0; sent < 40; sent++) lab.send(chunk);
  expect((await lab.closed).code).toBe(4429);
  await remove(server.address, session);
});

test("a client that acknowledges each frame is not cut off by much output", async () => {
  const { session, lab } = await openLab();
  lab.type("seq 1500000; echo end-$((70 + 7))\r"); // 11 MB
  await lab.says(/end-77/);
  expect(lab.bytes).toBeGreaterThan(10_000_000);
  await remove(server.address, session);
});

test("a page that says it took what it never read is held all the same, and nothing is lost", async () => {
  const session = await createSession(server.address);
  const lying = new LabSocket(server.address, session);
  await lying.prompt();
  lying.type("seq 3000000; echo end-$((70 + 7))\r"); // 23 MB
  await lying.says(/\r\n1000\r\n/);
  lying.socket.pause();
  const lies = setInterval(() => lying.send({ type: "ack", terminal: 0, bytes: 1 << 30 }), 20);
  let before = -1;
  await expect
    .poll(
      async () => {
        const sent = await bytesSent();
        const held = sent === before;
        before = sent;
        return held;
      },
      { interval: 500, timeout: 40_000 },
    )
    .toBe(true);
  clearInterval(lies);
  expect(lying.bytes).toBeLessThan(15_000_000);
  lying.socket.resume();
  await lying.says(/2999999\r\n3000000\r\nend-77/);
  await remove(server.address, session);
});

async function bytesSent(): Promise<number> {
  const metrics = await (await fetch(`${server.address}/metrics`)).text();
  return Number(metrics.match(/pidone_terminal_bytes_total\{direction="out"\} (\d+)/)?.[1]);
}

test("a page that comes too often is told to wait", async () => {
  const { session } = await openLab();
  const codes: number[] = [];
  for (let times = 0; times < 30; times++)
    void new LabSocket(server.address, session).closed.then(({ code }) => codes.push(code));
  await expect.poll(() => codes.filter((code) => code === 4429).length, { timeout: 30_000 }).toBeGreaterThan(5);
  await remove(server.address, session);
});

test("what happened while no page was there is told to the one that comes back", async () => {
  const { session, lab } = await openLab();
  await lab.sees("bash");
  const [one, other] = [`sleep ${process.pid}.1`, `sleep ${process.pid}.2`];
  lab.type(`${one}; ${other}; echo gone > /tmp/told\r`);
  await lab.sees("sleep");
  lab.socket.terminate();
  const isOpen = async () => {
    const headers = { authorization: `Bearer ${session.token}` };
    return (await (await fetch(`${server.address}/api/sessions/${session.id}`, { headers })).json()).isOpen;
  };
  await expect.poll(isOpen, { timeout: 20_000 }).toBe(false);
  // Only the host can see now that the second one comes and goes.
  spawnSync("pkill", ["-fx", one]);
  const runs = () => spawnSync("pgrep", ["-fx", other]).status === 0;
  await expect.poll(runs, { timeout: 20_000 }).toBe(true);
  spawnSync("pkill", ["-fx", other]);
  await expect.poll(runs, { timeout: 20_000 }).toBe(false);

  const again = new LabSocket(server.address, session);
  const [first] = lab.messages.filter(({ kind, command }) => kind === "executed" && command === "sleep");
  await again.gets(
    "event",
    ({ kind, command, pid }) => kind === "executed" && command === "sleep" && pid !== first?.pid,
  );
  await remove(server.address, session);
});

test("ping gets its pong", async () => {
  const { session, lab } = await openLab();
  lab.send({ type: "ping", id: 42 });
  expect(await lab.gets("pong")).toEqual({ type: "pong", id: 42 });
  await remove(server.address, session);
});

test("resize reaches the program", async () => {
  const { session, lab } = await openLab();
  lab.send({ type: "resize", terminal: 0, cols: 123, rows: 45 });
  lab.type("stty size\r");
  await lab.says(/45 123/);
  await remove(server.address, session);
});

test("Ctrl-C, Ctrl-Z and fg do what they should", async () => {
  const { session, lab } = await openLab();
  lab.type("sleep 1000\r");
  await lab.sees("sleep");
  lab.type("\x1a");
  await lab.says(/Stopped/);
  await lab.sees("sleep", "T");
  lab.messages.length = 0;
  lab.type("fg\r");
  await lab.says(/fg\r\n[\s\S]*sleep 1000\r\n/);
  // Not before: bash names the command first, then gives it the terminal, then lets it go on.
  await lab.sees("sleep", "S");
  lab.type("\x03");
  await lab.says(/\^C/);
  lab.type("echo code-$?\r");
  await lab.says(/code-130/);
  await remove(server.address, session);
});

test("a page that comes back gets hello, its tasks, the last 256 KiB, and goes on", async () => {
  const { session, lab } = await openLab();
  lab.type("seq 100000; echo mark-$((50 + 5))\r");
  // With the prompt all is said: nothing comes but what was kept.
  const all = /mark-55\r\n.*[#$] $/;
  await lab.says(all);
  lab.socket.terminate();
  await lab.closed;

  const again = new LabSocket(server.address, session);
  await again.gets("hello");
  await again.says(new RegExp(`99999\\r\\n100000\\r\\n${all.source}`));
  expect(again.bytes).toBe(256 * 1024);
  expect(again.messages[0]?.type).toBe("hello");
  again.type("echo on-$((60 + 6))\r");
  await again.says(/on-66/);
  await remove(server.address, session);
});

test("a second page takes the session over, and the first is told", async () => {
  const { session, lab } = await openLab();
  const second = new LabSocket(server.address, session);
  expect(await lab.closed).toMatchObject({ code: 4409, reason: expect.stringContaining("another page") });
  await second.gets("hello");
  await remove(server.address, session);
});

test("a page that does not acknowledge is held at 512 KiB; acknowledging lets it go on, and nothing is lost", async () => {
  const session = await createSession(server.address);
  const lab = new LabSocket(server.address, session, { acknowledge: false });
  await lab.prompt();
  lab.type("head -c 3000000 /dev/zero | tr '\\0' x; echo; echo end-$((70 + 7))\r");
  await lab.until(() => lab.bytes > 512 * 1024);
  let acknowledged = 0;
  lab.send({ type: "ping", id: 1 });
  await lab.gets("pong");
  const held = lab.bytes;
  expect(held).toBeLessThan(512 * 1024 + 256 * 1024);
  while (!lab.text.includes("end-77")) {
    const before = lab.bytes;
    if (before > acknowledged) lab.send({ type: "ack", terminal: 0, bytes: before - acknowledged });
    acknowledged = before;
    await lab.until(() => lab.bytes > before || lab.text.includes("end-77"));
  }
  expect(lab.bytes).toBeGreaterThan(3_000_000);
  await remove(server.address, session);
});

test("after the end a page that comes back is told why", async () => {
  const { session, lab } = await openLab();
  await remove(server.address, session);
  await lab.closed;
  const late = new LabSocket(server.address, session);
  expect(await late.closed).toMatchObject({ code: 1000 });
  expect(late.messages).toEqual([{ type: "ended", reason: "deleted", detail: expect.any(String) }]);
});
