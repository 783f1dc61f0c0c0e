import { expect, test } from "vitest";
import { parseLab } from "../../../src/course/labs.ts";
import type { SandboxDriver } from "../../../src/server/sandbox/sandbox.ts";
import { openSandbox } from "../../../src/server/session/open-sandbox.ts";
import { IdleSandbox } from "./idle-sandbox.ts";

/** @returns what its sandboxes found in PID_ONE_CAUSE */
async function causesOf(keys: string, named?: string): Promise<Set<string | undefined>> {
  const lab = parseLab(`---\ntitle: L\nsummary: S\ninits: [none]\ncommand: [a]\n${keys}---\n`, "labs/l/lab.md");
  const found = new Set<string | undefined>();
  const driver: Pick<SandboxDriver, "start"> = {
    start: async ({ id, env }) => {
      found.add(env.PID_ONE_CAUSE);
      return new IdleSandbox(id);
    },
  };
  for (let times = 0; times < 200; times += 1) await openSandbox(driver, lab, "none", named);
  return found;
}

test("of several causes one is drawn, unless somebody names it", async () => {
  expect(await causesOf("causes: [a, b, c]\n")).toEqual(new Set(["a", "b", "c"]));
  expect(await causesOf("causes: [a, b, c]\n", "b")).toEqual(new Set(["b"]));
  expect(await causesOf("")).toEqual(new Set([undefined]));
});
