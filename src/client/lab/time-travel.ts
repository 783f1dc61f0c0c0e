/**
 * The line of time below a running lab. Whoever drags it sees terminal and tree as they were, in a stage of their own; the
 * lab itself goes on unseen, and is there again with "Live".
 */
import type { Recorder } from "../../recording/recorder.ts";
import { words } from "../../words/page.ts";
import { adoptStyles } from "../adopt-styles.ts";
import { h } from "../dom.ts";
import { Controls } from "../replay/controls.ts";
import { Player } from "../replay/player.ts";
import { save as saveFile } from "../replay/save.ts";
import { Stage } from "../replay/stage.ts";
import replayCss from "../replay/styles.css?inline";
import { Panes } from "./panes.ts";

const follow_ms = 500;

export interface TimeTravelHost {
  /** For a screen reader. */
  say(text: string): void;
  /** Which process a search is about, when it is one of now. */
  point(pid: number | null): void;
  /** Address of the lab server, which may take recordings; null: another way runs the lab. */
  server: string | null;
  /** The live part is shown again. */
  returned(): void;
}

export class TimeTravel {
  readonly root: HTMLElement;
  readonly #recorder: Recorder;
  readonly #now: Panes;
  readonly #host: TimeTravelHost;
  readonly #player: Player;
  readonly #controls: Controls;
  readonly #live = h(
    "button",
    { type: "button", class: "pid-button pid-button--small pid-time__live" },
    words.lab.time.live,
  );
  /** Where the recording can be published. */
  readonly #link = h("div", { class: "pid-time__link", hidden: true });
  #past: { panes: Panes; stage: Stage } | null = null;
  #isLive = true;
  #isOver = false;
  #isLinkAsked = false;

  /** @param now what is hidden while the past is seen */
  constructor(recorder: Recorder, now: Panes, host: TimeTravelHost, signal: AbortSignal) {
    adoptStyles(replayCss);
    this.#recorder = recorder;
    this.#now = now;
    this.#host = host;
    const recording = () => recorder.recording;
    this.#player = new Player(recording, () => this.#moved());
    this.#controls = new Controls(
      {
        ...{ recording, player: this.#player, found: (pid: number | null) => this.#point(pid) },
        ...{ isLive: () => this.#isLive, unfolded: () => void this.#offerLink() },
      },
      [this.#live],
      this.#choices(),
    );
    this.root = this.#controls.root;
    this.#live.addEventListener("click", () => this.live());
    const timer = setInterval(() => this.#controls.show(), follow_ms);
    signal.addEventListener("abort", () => clearInterval(timer), { once: true });
    this.#show();
  }

  /** Back to what is now. */
  live(): void {
    if (this.#isLive) return;
    if (this.#player.isPlaying) this.#player.pause();
    this.#isLive = true;
    this.#show();
    this.#host.say(this.#isOver ? words.lab.time.isEnd : words.lab.time.isLive);
    this.#host.returned();
  }

  /** Nothing more will come. */
  finish(): void {
    this.#isOver = true;
    this.#recorder.finish();
    this.#live.textContent = words.lab.time.end;
    this.#show();
  }

  #moved(): void {
    if (this.#player.isAtEnd && !this.#player.isPlaying) {
      this.live();
      return;
    }
    if (this.#isLive) this.#host.say(words.lab.time.isPast);
    this.#isLive = false;
    this.#show();
    void this.#stage().show(this.#player.at_ms);
  }

  #point(pid: number | null): void {
    if (this.#isLive) this.#host.point(pid);
    else this.#past?.stage.point(pid);
  }

  #stage(): Stage {
    if (!this.#past) {
      const stage = new Stage(() => this.#recorder.recording);
      const panes = new Panes(stage.terminals, stage.tree);
      panes.root.dataset.past = "";
      this.#past = { stage, panes };
      this.#now.root.after(panes.root);
      this.#show();
    }
    return this.#past.stage;
  }

  #show(): void {
    this.#now.root.hidden = !this.#isLive;
    if (this.#past) this.#past.panes.root.hidden = this.#isLive;
    this.#live.setAttribute("aria-pressed", String(this.#isLive));
    this.#controls.show();
  }

  /** Whether a server takes recordings is asked when somebody may want to know. */
  async #offerLink(): Promise<void> {
    const { server, say } = this.#host;
    if (server === null || this.#isLinkAsked) return;
    this.#isLinkAsked = true;
    const { openPublish } = await import("../replay/publish.ts");
    const publish = await openPublish({ server, say, recording: () => this.#recorder.recording });
    if (publish) this.#link.append(publish);
    this.#link.hidden = !publish;
  }

  #choices(): HTMLElement[] {
    const mark = h("button", { type: "button", class: "pid-button pid-button--small" }, words.lab.time.mark);
    const save = h("button", { type: "button", class: "pid-button pid-button--small" }, words.lab.time.save);
    const input = h("input", { type: "checkbox" });
    mark.addEventListener("click", () => {
      this.#recorder.mark("");
      this.#host.say(words.lab.time.marked);
      this.#controls.showTicks();
    });
    save.addEventListener("click", () => saveFile(this.#recorder.recording));
    input.addEventListener("change", () => {
      this.#recorder.recordsInput = input.checked;
    });
    return [mark, h("label", { class: "pid-time__pauses" }, input, words.lab.time.keys), save, this.#link];
  }
}
