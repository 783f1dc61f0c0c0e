/** A file has no pictures of its terminals on the way: draws them once, unseen, so that any moment is near one. */
import type { Recording } from "../../recording/recording.ts";
import type { Screen, Segment } from "../../recording/track.ts";
import { createScreen } from "../terminal/screen.ts";

const scrollback = 300;

/** @param signal ends it early; what is drawn by then is of use all the same */
export async function drawScreens({ about, segments }: Recording, signal: AbortSignal): Promise<void> {
  const drawn = about.terminals.map(({ id }) => ({ id, ...createScreen({}, false) }));
  for (const { terminal } of drawn) terminal.resize(about.size.cols, about.size.rows);
  const take = (): Screen[] =>
    drawn.map(({ id, terminal, serialize }) => ({
      ...{ terminal: id, cols: terminal.cols, rows: terminal.rows },
      text: serialize.serialize({ scrollback }),
    }));
  for (const segment of segments) {
    if (signal.aborted) break;
    segment.screens = take();
    for (const { id, terminal } of drawn) await playInto(terminal, id, segment);
  }
  for (const { terminal } of drawn) terminal.dispose();
}

async function playInto(
  terminal: ReturnType<typeof createScreen>["terminal"],
  id: number,
  { happenings }: Segment,
): Promise<void> {
  const write = async (text: string): Promise<void> => {
    if (text !== "") await new Promise<void>((done) => terminal.write(text, done));
  };
  let text = "";
  for (const happening of happenings) {
    if (!("terminal" in happening) || happening.terminal !== id) continue;
    if (happening.kind === "output") text += happening.text;
    if (happening.kind !== "resize") continue;
    await write(text);
    text = "";
    terminal.resize(happening.cols, happening.rows);
  }
  await write(text);
}
