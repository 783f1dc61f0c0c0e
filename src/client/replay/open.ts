/** A recording that is open: stage and line of time. Loaded with the first file. */
import { CastError, readCast } from "../../recording/read-cast.ts";
import { words } from "../../words/page.ts";
import { adoptStyles } from "../adopt-styles.ts";
import { h } from "../dom.ts";
import { Controls } from "./controls.ts";
import { drawScreens } from "./draw-screens.ts";
import { Player } from "./player.ts";
import { Stage } from "./stage.ts";
import css from "./styles.css?inline";

export { CastError };

/**
 * @param signal the recording is not needed any more
 * @throws CastError
 */
export function openReplay(text: string, signal: AbortSignal): { root: HTMLElement; play(): void } {
  adoptStyles(css);
  const read = readCast(text);
  const recording = () => read;
  const stage = new Stage(recording);
  const player = new Player(recording, () => {
    void stage.show(player.at_ms);
    controls.show();
  });
  const controls = new Controls({ recording, player, found: (pid) => stage.point(pid) });
  signal.addEventListener("abort", () => player.pause(), { once: true });
  const { title, began } = read.about;
  const name = title === "" ? words.replay.unnamed : title;
  const heading = h("h2", {}, name);
  const date = began > 0 ? h("p", {}, words.replay.date(began)) : "";
  const panes = h("div", { class: "pid-replay__panes" }, stage.terminals, stage.tree);
  const root = h(
    "section",
    { class: "pid-replay__stage", "aria-label": words.replay.region(name) },
    h("div", { class: "pid-replay__head" }, heading, date),
    panes,
    controls.root,
  );
  return {
    root,
    play: () => {
      void drawScreens(read, signal);
      player.play();
    },
  };
}
