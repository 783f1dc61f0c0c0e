import { expect, test } from "@playwright/test";
import { chromiumOptions } from "../../../src/cli/browser/chromium.ts";

test("what Playwright switches off in Chromium stays off beside what we do", async ({ playwright }) => {
  const server = await playwright.chromium.launchServer(chromiumOptions);
  const name = "--disable-features=";
  const switches = server.process().spawnargs.filter((arg) => arg.startsWith(name));
  await server.close();
  const [theirs = [], ours] = switches.map((list) => list.slice(name.length).split(","));
  expect(theirs).toContain("PaintHolding");
  expect(ours).toEqual(expect.arrayContaining(theirs));
});
