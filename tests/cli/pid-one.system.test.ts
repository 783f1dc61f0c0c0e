/** The command as an operator types it. */
import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { startServer } from "../server/running-server.ts";

function pidOne(args: string[], settings: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["src/cli/pid-one.ts", ...args], {
    env: { ...process.env, PIDONE_SANDBOX: "none", ...settings },
    encoding: "utf8",
    timeout: 20_000,
  });
  return { status, stdout, stderr };
}

test("without a command, or with an unknown one, it says what there is", () => {
  expect(pidOne(["--help"])).toMatchObject({ status: 0, stdout: expect.stringContaining("serve") });
  expect(pidOne([])).toMatchObject({ status: 2, stderr: expect.stringContaining("serve") });
  expect(pidOne(["dance"])).toMatchObject({ status: 2, stderr: expect.stringContaining('no command "dance"') });
});

test("serve --help lists all settings", () => {
  expect(pidOne(["serve", "--help"])).toMatchObject({ status: 0, stdout: expect.stringContaining("PIDONE_PORT") });
});

test("a wrong setting is named with what to write instead", () => {
  const { status, stderr } = pidOne(["serve"], { PIDONE_PORT: "eighty" });
  expect(status).toBe(1);
  expect(stderr).toContain('PIDONE_PORT="eighty"');
  expect(stderr).not.toContain("    at ");
});

test("a taken port: which, and how to choose another", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as { port: number };
  const { status, stderr } = pidOne(["serve"], { PIDONE_PORT: String(port) });
  other.close();
  expect(status).toBe(1);
  expect(stderr).toContain(`port ${port} of 127.0.0.1 is taken`);
  expect(stderr).toContain("PIDONE_PORT=");
  expect(stderr).not.toContain("    at ");
});

test("clean says what it did, and does not touch a server that runs", async () => {
  await using server = await startServer();
  const { status, stdout } = pidOne(["clean"], { PIDONE_SANDBOX: "auto", PIDONE_STATE: server.stateDir });
  expect({ status, stdout }).toEqual({ status: 0, stdout: "Nothing was left behind.\n" });
  expect((await fetch(`${server.address}/readyz`)).status).toBe(200);
});
