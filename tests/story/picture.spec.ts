/** The picture of the processes tells what the kernel did: a real server, real containers, a real browser. */
import { expect, test } from "@playwright/test";
import { type RunningServer, startServer } from "../server/running-server.ts";
import { LabOnPage } from "./lab-page.ts";

let server: RunningServer & AsyncDisposable;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(async () => {
  await server[Symbol.asyncDispose]();
});
test.use({ viewport: { width: 1440, height: 900 } });

test("the timeline shows how a process was killed, how long it was a zombie, and who reaped it", async ({ page }) => {
  await page.goto(`${server.address}/labs/zombies/`);
  const lab = new LabOnPage(page);
  await lab.start();
  await lab.tree.getByRole("button", { name: "Timeline" }).click();
  await lab.terminal.click();
  // A parent that looks after its child a while too late.
  await lab.type("perl -e '$child = fork // die; sleep 60 if !$child; sleep 1; kill 15, $child; sleep 1; wait'");
  const lane = lab.tree.locator(".pid-lane", { hasText: "perl" }).last();
  await expect(lane.locator(".pid-lane__zombie")).toBeVisible();
  await expect(lane.locator(".pid-lane__end")).toHaveText("✕ SIGTERM");
  await lab.prompt();
  await expect(lane).toHaveAttribute("data-state", "gone");
  await expect(lane).toHaveText(
    /from \d\d:\d\d:\d\d, ended by SIGTERM, a zombie for \d(\.\d)? s, gone after .*, reaped by PID \d+/,
  );
  await page.screenshot({ path: "test-results/pictures/timeline.png" });

  // The past has the same lanes.
  const slider = page.getByRole("slider", { name: "Time" });
  await slider.press("Home");
  const past = page.locator("[data-past] process-tree");
  await expect(past.getByText("No process yet.")).toBeVisible();
  await page.getByRole("button", { name: "Live" }).click();
  await expect(lane).toBeVisible();
});
