import { expect, test } from "vitest";
import { ScreenReplay } from "../../../src/client/replay/screen-replay.ts";
import { recordAnHour } from "../../recording/sample.ts";

/** Keeps what is written since it was cleared last. */
function paper() {
  return {
    fixedSize: null,
    text: "",
    characters: 0,
    write(data: string | Uint8Array, drawn?: () => void): void {
      const [first = "", ...cleared] = String(data).split("\x1bc");
      this.text = cleared.at(-1) ?? this.text + first;
      this.characters += data.length;
      drawn?.();
    },
  };
}

test("in a recording of an hour a terminal is drawn from the last screen that was kept, wherever the moment is", async () => {
  const { recording } = recordAnHour();
  const terminal = paper();
  const replay = new ScreenReplay(() => recording, terminal, 0);
  for (const second of [3_599, 0, 1_800, 60, 2_700, 2_701, 1_799]) {
    terminal.characters = 0;
    await replay.show(second * 1_000 + 950);
    expect(terminal.text).toContain(`${second}.9 ${"x".repeat(200)}\r\n`);
    expect(terminal.text.endsWith("x\r\n")).toBe(true);
    expect(terminal.text).not.toContain(`${second + 1}.0 `);
    // A screen of 2,000, and at most a minute at 2,060 a second; all of it would be 7 million.
    expect(terminal.characters).toBeLessThan(2_000 + 62 * 2_100);
  }
});
