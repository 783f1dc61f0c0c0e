/** The picture of the processes tells what the kernel did: a real server, real containers, a real browser. */
import { expect, type Page, test } from "@playwright/test";
import type { PidTerminal } from "../../src/client/terminal/element.ts";
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
    // Who sent it is told where the kernel's tracepoint can be had; where processes are looked at, a busy machine may look
    // between the end of the one and of the other, and take it for an orphan.
    /from \d\d:\d\d:\d\d, (got SIGTERM from PID \d+, )?(was orphaned, adopted by PID 1, it seems, )?ended by SIGTERM, a zombie for \d+(\.\d)? s, gone after .*, reaped by PID \d+/,
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

/** Moves the pointer to a number in the terminal, in the row that has the word; nothing is scrolled out of sight. */
async function pointAt(page: Page, word: string, number: string): Promise<void> {
  const terminal = page.locator("pid-terminal");
  const { lines, size } = await terminal.evaluate((element) => {
    const { size, text } = element as PidTerminal;
    return { size, lines: text.call(element).split("\n") };
  });
  const row = lines.findIndex((line) => line.includes(word));
  const column = (lines[row] ?? "").search(new RegExp(`\\b${number}\\b`));
  const screen = await terminal.locator(".xterm-screen").boundingBox();
  if (!screen || !size || row === -1 || column === -1) throw new Error(`${number} ${word} is not on the screen`);
  const x = screen.x + ((column + 0.5) * screen.width) / size.cols;
  const y = screen.y + ((row + 0.5) * screen.height) / size.rows;
  await page.mouse.move(x, y, { steps: 3 });
}

/** PID, parent, the kernel's letter and name of each process but `ps` itself, as `ps` printed them on the screen. */
async function toldByPs(lab: LabOnPage): Promise<string[]> {
  const rows = (await lab.screen()).matchAll(/^ *(\d+) +(\d+) ([A-Z])\S* +(\S+)/gm);
  return [...rows].map(([, ...fields]) => fields.join(" ")).filter((row) => !row.endsWith(" ps"));
}

/** The same of the table's rows. */
async function toldByTable(lab: LabOnPage): Promise<string[]> {
  const rows = await lab.tree
    .locator("tbody tr")
    .evaluateAll((all) =>
      all.map((row) => [...(row as HTMLTableRowElement).cells].map((cell) => cell.textContent ?? "")),
    );
  return rows.map(([pid, parent, name, state]) => `${pid} ${Number.parseInt(parent ?? "", 10)} ${state?.[0]} ${name}`);
}

test("a PID in the output of ps and its box light up together, by pointer and by keyboard", async ({ page }) => {
  await page.goto(`${server.address}/labs/zombies/`);
  const lab = new LabOnPage(page);
  await lab.start();
  await lab.terminal.click();
  await lab.run("make-zombies 2 & sleep 1");
  // Each row of the one is a row of the other.
  await lab.run("make-orphans 1 600; clear; ps -e -o pid,ppid,stat,comm");
  const told = await toldByPs(lab);
  expect(told.length).toBeGreaterThanOrEqual(6);
  await lab.tree.getByRole("button", { name: "Table" }).click();
  await expect.poll(() => toldByTable(lab)).toEqual(told);
  await lab.tree.getByRole("button", { name: "Tree" }).click();

  await lab.terminal.click();
  await lab.run("clear; ps -o pid,ppid,stat,args");
  const box = lab.tree.getByRole("treeitem", { name: /make-zombies S,/ });
  await expect(box).toHaveCount(1);
  const pid = (await box.getAttribute("data-pid")) ?? "";

  await pointAt(page, "bin/make-zombies", pid);
  await expect(box).toHaveAttribute("data-pointed");
  await expect(lab.tree.locator(".pid-tree__details")).toHaveText(
    new RegExp(
      `^${pid} make-zombies: sleeping, child of \\d+\\. Started at .*If it ended, PID 1 would adopt its children`,
    ),
  );
  // It is the parent of both, so it stands in three rows.
  const marks = lab.terminal.locator(`.pid-terminal__pid[data-pid="${pid}"]`);
  await expect(marks).toHaveCount(3);
  await page.screenshot({ path: "test-results/pictures/pid-links.png" });
  await page.mouse.move(5, 5);
  await expect(marks).toHaveCount(0);
  await expect(box).not.toHaveAttribute("data-pointed");

  // The other way.
  await box.hover();
  await expect(marks).toHaveCount(3);
  await page.mouse.move(5, 5);
  await expect(marks).toHaveCount(0);
  await box.focus();
  await expect(marks).toHaveCount(3);

  await lab.terminal.click();
  await expect(marks).toHaveCount(0);
  await page.keyboard.press("Control+Shift+ArrowUp");
  const pointed = lab.tree.locator("[data-pointed]");
  await expect(pointed).toHaveCount(1);
  await expect(lab.tree.locator("[aria-live]")).toHaveText(new RegExp(`^${await pointed.getAttribute("data-pid")} `));
  await page.keyboard.type("x");
  await expect(pointed).toHaveCount(0);
  await expect.poll(() => lab.screen()).toMatch(/[#$] x$/);
});
