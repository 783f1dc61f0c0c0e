import pino from "pino";
import { expect, test } from "vitest";
import { readConfig } from "../../../src/server/config.ts";
import { chooseSandbox } from "../../../src/server/sandbox/choose.ts";

const log = pino({ level: "silent" });

test("labs can be switched off", async () => {
  const choice = await chooseSandbox(readConfig({ PIDONE_SANDBOX: "none" }), log);
  expect(choice).toEqual({ driver: null, reason: expect.stringContaining("PIDONE_SANDBOX=none") });
});

test("where there are no Linux containers, the reason says what to do", async () => {
  const choice = await chooseSandbox(readConfig({}), log, "darwin");
  expect(choice).toEqual({ driver: null, reason: expect.stringMatching(/this is darwin.*on Linux/) });
});
