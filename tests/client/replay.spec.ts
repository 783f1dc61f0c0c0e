/** Time travel in a lab, and recordings that are played, in a real browser with a scripted sandbox behind it. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import { readCast } from "../../src/recording/read-cast.ts";
import { happeningsBetween, processesAt } from "../../src/recording/recording.ts";
import { expectAccessible, P, shell, test } from "./page/lab.ts";
import type {} from "./page/main.ts";

const zombies = [...shell, P(12, 7, "make-zombies"), P(13, 12, "child", "Z")];

const past = (page: Page) => page.locator(".pid-lab__panes[data-past]");
const slider = (page: Page) => page.getByRole("slider", { name: "Time" });
const text = (page: Page, within: string) =>
  page.evaluate(
    (selector) =>
      document.querySelector<HTMLElementTagNameMap["pid-terminal"]>(`${selector} pid-terminal`)?.text() ?? "",
    within,
  );

/** What asciinema's own player shows at the end of a recording; of processes it knows nothing. */
async function expectInAsciinema(page: Page, data: string, shown: RegExp): Promise<void> {
  const path = createRequire(import.meta.url).resolve("asciinema-player/dist/bundle/asciinema-player.min.js");
  const blank = await page.context().newPage();
  await blank.addScriptTag({ path });
  await blank.evaluate(async (data) => {
    const { AsciinemaPlayer } = window as Window & { AsciinemaPlayer?: typeof import("asciinema-player") };
    await AsciinemaPlayer?.create({ data }, document.body, { preload: true }).seek("100%");
  }, data);
  await expect(blank.locator(".ap-term")).toHaveText(shown);
  await blank.close();
}

/** A lab that showed one thing, then another a little later. @returns a moment between, whole seconds after the start */
async function session(page: Page, query = ""): Promise<number> {
  await page.goto(`./?${query}`);
  await page.getByRole("button", { name: "Start the lab" }).click();
  await expect.poll(() => text(page, "pid-lab")).toContain("root@lab:~#");
  await page.evaluate((list) => window.fake.last.processes(list), shell);
  await page.evaluate(() => window.fake.last.print("first"));
  await expect.poll(() => text(page, "pid-lab")).toContain("first");
  const reached_ms = () => slider(page).getAttribute("max").then(Number);
  const before_ms = await reached_ms();
  // The slider is told twice a second how long the recording is.
  await expect.poll(reached_ms).toBeGreaterThan(before_ms);
  const between_ms = 1_000 * Math.ceil(1 + (await reached_ms()) / 1_000);
  await expect.poll(reached_ms).toBeGreaterThan(between_ms + 100);
  await page.evaluate((list) => {
    window.fake.last.print(" second");
    window.fake.last.event({ at: Date.now(), kind: "zombie", pid: 13, ppid: 12 });
    window.fake.last.processes(list);
  }, zombies);
  await expect.poll(() => text(page, "pid-lab")).toContain("second");
  return between_ms;
}

test("the slider shows terminal and tree of one moment together, and Live what is now", async ({ page }) => {
  const between_ms = await session(page);
  await slider(page).focus();
  await page.keyboard.press("PageDown");
  await expect(past(page)).toBeVisible();
  await slider(page).fill(String(between_ms));
  await expect.poll(() => text(page, "[data-past]")).toBe("root@lab:~# first");
  await expect(past(page).getByRole("treeitem")).toHaveCount(2);
  await expect(slider(page)).toHaveAttribute("aria-valuetext", `${between_ms / 1_000} seconds`);
  await page.evaluate(() => window.fake.last.print(" third"));
  await expectAccessible(page);
  await page.getByRole("button", { name: "Live" }).click();
  await expect(past(page)).toBeHidden();
  await expect.poll(() => text(page, "pid-lab")).toBe("root@lab:~# first second third");
  await expect(page.getByRole("textbox", { name: "Terminal" })).toBeFocused();
  await expect(page.getByRole("treeitem")).toHaveCount(4);
});

test("it plays up to now, and a search goes to a process", async ({ page }) => {
  await session(page);
  await page.getByRole("button", { name: "Recording" }).click();
  await page.getByRole("combobox", { name: "Speed" }).selectOption("8");
  await page.getByRole("searchbox", { name: "Find a PID or a word" }).fill("13");
  await page.keyboard.press("Enter");
  await expect(page.getByText("1 of 1")).toBeVisible();
  await expect(page.locator('g[data-pid="13"][data-pointed]')).toBeVisible();
  await slider(page).press("Home");
  await expect(past(page).getByRole("treeitem")).toHaveCount(0);
  await page.getByRole("button", { name: "Play" }).click();
  await expect(past(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Live" })).toHaveAttribute("aria-pressed", "true");
});

test("a command of the text leads back to now; after the end the past stays", async ({ page }) => {
  const between_ms = await session(page);
  await slider(page).press("Home");
  await expect(past(page)).toBeVisible();
  await page.getByRole("button", { name: "Run: make-zombies 3 &" }).click();
  await expect(past(page)).toBeHidden();
  await page.evaluate(() => window.fake.last.over({ reason: "idle", detail: "" }));
  await slider(page).fill(String(between_ms));
  await expect.poll(() => text(page, "[data-past]")).toBe("root@lab:~# first");
  await expectAccessible(page);
});

test("all that was shown is in the file that is saved, and plays from it; keys only when that is asked for", async ({
  page,
}) => {
  const between_ms = await session(page);
  const sizes = () => page.evaluate(() => window.fake.last.sizes.map((size) => size.replace("0:", "")));
  const first = await sizes();
  await page.setViewportSize({ width: 1000, height: 720 });
  await expect.poll(sizes).not.toEqual(first);
  const task = { id: "zombie", state: "done" } as const;
  const signalled = { at: Date.now(), kind: "signalled", pid: 12, signal: "SIGTERM", from: 7 } as const;
  await page.evaluate(
    ({ task, signalled }) => {
      window.fake.last.tell((on) => on.task?.(task));
      window.fake.last.event(signalled);
    },
    { task, signalled },
  );
  await page.evaluate((list) => window.fake.last.processes(list, 64, { sampled: true, gap: true }), zombies);
  await page.keyboard.type("secret");
  await page.getByRole("button", { name: "Recording" }).click();
  await page.getByRole("button", { name: "Mark this moment" }).click();
  await page.getByRole("checkbox", { name: "Record my keys" }).check();
  await page.getByRole("textbox", { name: "Terminal" }).focus();
  await page.keyboard.type("k");
  await expect.poll(() => text(page, "pid-lab")).toContain("secretk");
  const seenSizes = await sizes();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as file" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/^pid-one-zombies-\d{4}-\d\d-\d\d-\d{4}\.cast$/);
  const file = await download.path();
  const content = await readFile(file, "utf8");
  await expectInAsciinema(page, content, /^\s*root@lab:~# first secondsecretk\s*$/);
  const lines = content
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => JSON.parse(line));
  const texts = (code: string) => lines.filter(([, one]) => one === code).map(([, , text]): string => text);
  const told = (code: string) => texts(code).map((text) => JSON.parse(text));
  expect(texts("i")).toEqual(["k"]);
  expect(texts("m")).toEqual([""]);
  expect(texts("o").join("")).toMatch(/root@lab:~# first secondsecretk$/);
  expect(texts("r")).toEqual(expect.arrayContaining(seenSizes));
  expect(told("p")).toContainEqual(expect.objectContaining({ set: zombies.slice(2) }));
  expect(told("e")).toEqual([expect.objectContaining({ kind: "zombie", pid: 13 }), signalled]);
  expect(told("t")).toEqual([task]);

  await page.goto("replay.html");
  await page.locator('input[type="file"]').setInputFiles(file);
  await expect.poll(() => text(page, "pid-replay")).toContain("root@lab:~# first secondsecretk");
  await expect(page.getByRole("treeitem")).toHaveCount(4);
  const sampled = page.getByText("what is shorter than that is not seen");
  const gap = page.locator(".pid-log__lines li[data-kind=gap]");
  await expect(sampled).toBeVisible();
  await expect(gap).toHaveCount(1);
  await expectAccessible(page);
  await slider(page).fill(String(between_ms));
  await expect.poll(() => text(page, "pid-replay")).toBe("root@lab:~# first");
  await expect(page.getByRole("treeitem")).toHaveCount(2);
  await expect(sampled).toBeHidden();
  await expect(gap).toHaveCount(0);
  await slider(page).press("End");
  await expect(sampled).toBeVisible();
  await expect(gap).toHaveCount(1);
});

test("a file that is no recording is refused with its line, and a good one can follow; also on a phone", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("replay.html");
  const choose = (content: string) =>
    page
      .locator('input[type="file"]')
      .setInputFiles({ name: "a.cast", mimeType: "text/plain", buffer: Buffer.from(content) });
  const header = '{"version":3,"term":{"cols":100,"rows":30}}';
  await choose(`${header}\n[0, "o", 5]`);
  await expect(page.getByRole("alert")).toContainText("This is no recording that can be played. Line 2: 2: ");
  await expectAccessible(page);
  await choose(`${header}\n[0, "o", "hello"]\n[0.1, "o", " world"]`);
  await expect.poll(() => text(page, "pid-replay")).toBe("hello world");
  await expect(page.getByRole("alert")).toBeHidden();
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(page);
});

/** In the middle of each of thirty seconds a line, and another child; then a minute of nothing, and the last line. */
const counting = [
  { version: 3, term: { cols: 80, rows: 40 }, title: "Counting" },
  [0, "p", JSON.stringify({ at: 1_700_000_000_000, set: shell })],
  ...Array.from({ length: 30 }, (_, second) => {
    const change = { at: 1_700_000_000_500 + second * 1000, set: [P(100 + second, 7, "child")], gone: [99 + second] };
    return [
      [second === 0 ? 0.5 : 1, "o", `line ${second}\r\n`],
      [0, "p", JSON.stringify(change)],
    ];
  }).flat(),
  [60, "o", "the last"],
]
  .map((line) => JSON.stringify(line))
  .join("\n");
const counted = readCast(counting);

async function openCounting(page: Page): Promise<void> {
  await page.goto("replay.html");
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: "counting.cast", mimeType: "text/plain", buffer: Buffer.from(counting) });
  await page.getByRole("button", { name: "Pause" }).click();
}

/** Where the slider is, in milliseconds; terminal and tree show what the recording says of that moment. */
async function oneMoment(page: Page): Promise<number> {
  const at_ms = Number(await slider(page).inputValue());
  const output = [...happeningsBetween(counted, -1, at_ms)].map((one) => (one.kind === "output" ? one.text : ""));
  const pids = processesAt(counted, at_ms)?.processes.list.map(({ pid }) => String(pid));
  const boxes = () =>
    page
      .locator("process-tree g[data-pid]:not([data-gone])")
      .evaluateAll((found) => found.map((box) => box.getAttribute("data-pid") ?? ""));
  await expect.poll(() => text(page, "pid-replay")).toBe(output.join("").replaceAll("\r", "").trimEnd());
  await expect.poll(async () => (await boxes()).toSorted()).toEqual(pids?.toSorted());
  return at_ms;
}

test("a file that is dropped anywhere on the page plays", async ({ page }) => {
  await page.goto("replay.html");
  const dataTransfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "counting.cast"));
    return data;
  }, counting);
  await page.locator('input[type="file"]').waitFor();
  await page.locator("body").dispatchEvent("drop", { dataTransfer });
  await expect(slider(page)).toBeVisible();
});

test("dragged by the mouse, and moved by keys, terminal and tree show the slider's moment", async ({ page }) => {
  await openCounting(page);
  await page.keyboard.press("Tab");
  await slider(page).press("Home");
  const thumb_px = 16;
  // It moves down when the terminal above it gets its font.
  const drag = async (part: number): Promise<void> => {
    const box = await slider(page).boundingBox();
    if (!box) throw new Error("there is no slider");
    const x = box.x + thumb_px / 2 + (box.width - thumb_px) * part;
    await page.mouse.move(x, box.y + box.height / 2, { steps: 4 });
  };
  await drag(0);
  await page.mouse.down();
  for (const part of [0.25, 0.31, 0.12, 0.9]) {
    await drag(part);
    expect(Math.abs((await oneMoment(page)) / counted.end_ms - part)).toBeLessThan(0.02);
  }
  await page.mouse.up();
  await drag(0.5);
  expect((await oneMoment(page)) / counted.end_ms).toBeGreaterThan(0.88);

  const keys = [
    ["Home", 0],
    ["PageUp", 10_000],
    ["ArrowRight", 11_000],
    ["ArrowUp", 12_000],
    ["PageDown", 2_000],
    ["ArrowLeft", 1_000],
    ["End", counted.end_ms],
  ] as const;
  for (const [key, at_ms] of keys) {
    await slider(page).press(key);
    expect(await oneMoment(page)).toBe(at_ms);
  }
});

test("so fast as is chosen, by the clock that the page has; what is idle is squeezed, or is not", async ({ page }) => {
  await page.clock.install({ time: 0 });
  await openCounting(page);
  await page.clock.pauseAt(3_600_000);
  const frame_ms = 17;
  /** @returns how far it has come in so much time, in milliseconds */
  const playFrom = async (from_ms: number, speed: number, time_ms: number): Promise<number> => {
    await slider(page).fill(String(from_ms));
    await page.getByRole("combobox", { name: "Speed" }).selectOption(String(speed));
    await page.getByRole("button", { name: "Play" }).click();
    await page.clock.runFor(time_ms);
    await page.getByRole("button", { name: "Pause" }).click();
    await page.clock.runFor(1_000); // Nothing goes on but what is still to be drawn.
    return (await oneMoment(page)) - from_ms;
  };
  for (const speed of [0.5, 1, 8]) {
    const come_ms = await playFrom(1_000, speed, 3_000);
    expect(come_ms).toBeGreaterThan(speed * (3_000 - 2 * frame_ms));
    expect(come_ms).toBeLessThanOrEqual(speed * (3_000 + frame_ms));
  }
  // The last of the thirty is at 29.5 s, and the end at 89.5 s.
  expect(await playFrom(29_000, 1, 1_800)).toBeGreaterThan(59_500);
  await page.getByRole("checkbox", { name: "Skip pauses" }).uncheck();
  expect(await playFrom(29_000, 1, 1_800)).toBeLessThan(2_000);
});
