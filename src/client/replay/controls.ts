/** The line of time: play, a slider, speed, search. */
import { type Found, find } from "../../recording/find.ts";
import { beginning, type Recording } from "../../recording/recording.ts";
import { words } from "../../words/page.ts";
import { h, say, setText } from "../dom.ts";
import { type Player, speeds } from "./player.ts";
import { ticksOf } from "./ticks.ts";
import { teller, timeWords } from "./words.ts";

const step_ms = 1_000;
const page_ms = 10_000;
/** So long after an event the list of processes has it, too. */
const shown_ms = 100;

export interface ControlsHost {
  recording(): Recording;
  player: Player;
  /** A search went to something that happened to this process. */
  found(pid: number | null): void;
  /** Whether it is now, where there is a now. */
  isLive?(): boolean;
  /** The other choices are seen. */
  unfolded?(): void;
}

export class Controls {
  readonly root: HTMLElement;
  readonly #host: ControlsHost;
  readonly #play = h("button", { type: "button", class: "pid-time__play" });
  readonly #slider = h("input", {
    type: "range",
    class: "pid-time__slider",
    "aria-label": words.replay.controls.time,
    min: 0,
    step: "any",
  });
  readonly #ticks = h("div", { class: "pid-time__ticks", "aria-hidden": "true" });
  readonly #clock = h("span", { class: "pid-time__clock" });
  readonly #speed = h("select", { class: "pid-time__speed", "aria-label": words.replay.controls.speed });
  readonly #squeeze = h("input", { type: "checkbox", checked: true });
  readonly #search = h("input", {
    type: "search",
    "aria-label": words.replay.controls.find,
    placeholder: words.replay.controls.findShort,
  });
  readonly #hits = h("span", { class: "pid-time__hits", role: "status" });
  #hitsOf = "";
  #hit = { at_ms: -1, shown_ms: -1 };
  #ticksOf = "";

  /**
   * @param beside stands at the end of the slider
   * @param below stands with the other choices, which fold away behind a button where there is something beside
   */
  constructor(host: ControlsHost, beside: readonly HTMLElement[] = [], below: readonly HTMLElement[] = []) {
    this.#host = host;
    for (const speed of speeds) this.#speed.append(h("option", { value: speed }, `${speed}×`));
    this.#speed.value = "1";
    const line = h("div", { class: "pid-time__line" }, this.#ticks, this.#slider);
    const pauses = h("label", { class: "pid-time__pauses" }, this.#squeeze, words.replay.controls.skipPauses);
    const search = h("span", { class: "pid-time__search" }, this.#search, this.#hits);
    const choices = h("div", { class: "pid-time__row" }, this.#speed, pauses, search, ...below);
    const fold = beside.length > 0 ? [foldButton(choices, () => host.unfolded?.())] : [];
    this.root = h(
      "div",
      { class: "pid-time", role: "group", "aria-label": words.replay.controls.time },
      h("div", { class: "pid-time__row" }, this.#play, line, this.#clock, ...beside, ...fold),
      choices,
    );
    this.#listen();
  }

  /** Shows where the player is. */
  show(): void {
    const { player, isLive = () => false } = this.#host;
    const recording = this.#host.recording();
    const start_ms = beginning(recording);
    const live = isLive();
    const at_ms = live ? recording.end_ms : player.at_ms;
    this.#slider.min = String(start_ms);
    this.#slider.max = String(Math.max(start_ms + 1, recording.end_ms));
    this.#slider.value = String(at_ms);
    const said = live ? words.replay.controls.now : words.replay.spoken(at_ms - start_ms);
    this.#slider.setAttribute("aria-valuetext", said);
    const length = timeWords(recording.end_ms - start_ms);
    setText(this.#clock, live ? length : `${timeWords(at_ms - start_ms)} / ${length}`);
    this.#play.setAttribute("aria-label", player.isPlaying ? words.replay.controls.pause : words.replay.controls.play);
    this.#play.toggleAttribute("data-playing", player.isPlaying);
    this.#showTicks(recording);
  }

  #listen(): void {
    const { player } = this.#host;
    this.#play.addEventListener("click", () => (player.isPlaying ? player.pause() : player.play()));
    // Read first: a pause shows where the player is, on the slider too.
    const go = (at_ms: number): void => {
      player.pause();
      player.go(at_ms);
    };
    this.#slider.addEventListener("input", () => go(Number(this.#slider.value)));
    this.#slider.addEventListener("keydown", (event) => {
      const way = ways[event.key];
      if (way === undefined) return;
      event.preventDefault();
      go(Number(this.#slider.value) + way);
    });
    this.#speed.addEventListener("change", () => {
      player.speed = Number(this.#speed.value);
      player.rechosen();
    });
    this.#squeeze.addEventListener("change", () => {
      player.isSqueezed = this.#squeeze.checked;
      player.rechosen();
    });
    this.#search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.#find(event.shiftKey ? -1 : 1);
    });
  }

  /** Goes to the next hit after this moment, or the one before it; round and round. */
  #find(direction: 1 | -1): void {
    const { player, recording, found, isLive = () => false } = this.#host;
    const hits = moments(find(recording(), this.#search.value, teller()));
    const isSame = this.#hitsOf === this.#search.value;
    this.#hitsOf = this.#search.value;
    // A new search begins at the beginning when the present is shown: there is nothing after it.
    const from_ms = player.at_ms === this.#hit.shown_ms ? this.#hit.at_ms : player.at_ms;
    const at_ms = isLive() && !isSame ? -1 : from_ms;
    const next = hits.findIndex((hit) => hit.at_ms > at_ms);
    const last = hits.findLastIndex((hit) => hit.at_ms < at_ms);
    const index = direction === 1 ? Math.max(0, next) : last === -1 ? hits.length - 1 : last;
    const hit = hits[index];
    say(this.#hits, hit ? words.replay.controls.hits(index + 1, hits.length) : words.replay.controls.noHits);
    if (!hit) return;
    player.pause();
    player.go(hit.at_ms + shown_ms);
    this.#hit = { at_ms: hit.at_ms, shown_ms: player.at_ms };
    found(hit.pid);
  }

  /** There is a new one. */
  showTicks(): void {
    this.#ticksOf = "";
    this.show();
  }

  #showTicks(recording: Recording): void {
    const start_ms = beginning(recording);
    const length_ms = Math.max(1, recording.end_ms - start_ms);
    // Where it grows, it is looked through again when the ticks have moved by a hundredth.
    const key = `${start_ms} ${Math.round(100 * Math.log(length_ms))}`;
    if (key === this.#ticksOf) return;
    this.#ticksOf = key;
    this.#ticks.replaceChildren(
      ...ticksOf(recording).map(({ at_ms, kind, title }) => {
        const tick = h("span", { "data-kind": kind, title });
        tick.style.insetInlineStart = `${((at_ms - start_ms) / length_ms) * 100}%`;
        return tick;
      }),
    );
  }
}

const ways: Readonly<Record<string, number>> = {
  ArrowLeft: -step_ms,
  ArrowDown: -step_ms,
  ArrowRight: step_ms,
  ArrowUp: step_ms,
  PageDown: -page_ms,
  PageUp: page_ms,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

function foldButton(choices: HTMLElement, unfolded: () => void): HTMLButtonElement {
  const button = h(
    "button",
    { type: "button", class: "pid-button pid-button--small" },
    words.replay.controls.recording,
  );
  const show = (isOpen: boolean): void => {
    choices.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) unfolded();
  };
  button.addEventListener("click", () => show(choices.hidden !== false));
  show(false);
  return button;
}

/** Hits of one moment are one: there is nothing between them to go to. */
function moments(hits: readonly Found[]): Found[] {
  return hits.filter((hit, index) => hit.at_ms !== hits[index - 1]?.at_ms);
}
