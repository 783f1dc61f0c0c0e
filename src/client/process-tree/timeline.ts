/**
 * A lane for each process, from its birth to its reaping: the part as a zombie is hatched, what happens on the way is a mark. A lane says
 * the same in words, to who cannot see it.
 */

import type { Life, Lives } from "../../recording/lives.ts";
import { words } from "../../words/page.ts";
import { h, setText } from "../dom.ts";
import { lifeWords, markLabel, markWords } from "./words.ts";

/** More lanes nobody reads, and a fork bomb has thousands: the latest are shown. */
const lanesMax = 200;
const { timeline } = words.tree;
const spans = [
  { seconds: 10, name: timeline.spans[10] },
  { seconds: 60, name: timeline.spans[60] },
  { seconds: 600, name: timeline.spans[600] },
  { seconds: Number.POSITIVE_INFINITY, name: timeline.spans.all },
] as const;
const ticks = 4;
/** A life of nothing is to be seen all the same, in parts of the whole width. */
const widthMin = 0.004;

export class Timeline {
  readonly #span = h("select", { "aria-label": timeline.shown });
  readonly #scale = h("div", { class: "pid-lanes__scale", "aria-hidden": "true" });
  readonly #older = h("p", { class: "pid-lanes__older", hidden: true });
  readonly #list = h("ol", { class: "pid-lanes__list", "aria-label": timeline.lives });
  readonly root: HTMLElement;
  readonly #lanes = new Map<Life, Lane>();
  #seconds: number = Number.POSITIVE_INFINITY;

  /** @param changed the reader wants to see another time */
  constructor(changed: () => void) {
    for (const { seconds, name } of spans) this.#span.append(h("option", { value: seconds }, name));
    this.#span.value = String(this.#seconds);
    this.#span.addEventListener("change", () => {
      this.#seconds = Number(this.#span.value);
      changed();
    });
    const head = h("div", { class: "pid-lanes__head" }, this.#span, this.#scale);
    this.root = h("div", { class: "pid-lanes" }, head, this.#older, this.#list);
  }

  /** @param now by the server's clock, in milliseconds since 1970 */
  show(lives: Lives, now: number): void {
    const span_ms = Math.max(1_000, Math.min(this.#seconds * 1_000, now - (lives.began ?? now)));
    const from = now - span_ms;
    const all = lives.all.filter(({ gone }) => gone === null || gone >= from);
    const seen = all.slice(-lanesMax);
    // PID 1 is what all others hang on.
    const first = all.find(({ pid }) => pid === 1);
    if (first && !seen.includes(first)) seen.splice(0, 1, first);
    this.#older.hidden = all.length <= lanesMax;
    setText(this.#older, timeline.older(all.length - seen.length));
    this.#showScale(span_ms);
    const kept = new Set(seen);
    for (const [life, lane] of this.#lanes) {
      if (kept.has(life)) continue;
      lane.root.remove();
      this.#lanes.delete(life);
    }
    for (const [at, life] of seen.entries()) {
      const lane = this.#lanes.get(life) ?? new Lane(life);
      this.#lanes.set(life, lane);
      lane.show(from, now);
      if (this.#list.children[at] !== lane.root) this.#list.insertBefore(lane.root, this.#list.children[at] ?? null);
    }
  }

  point(pid: number | null): void {
    for (const [life, { root }] of this.#lanes) root.toggleAttribute("data-pointed", life.pid === pid);
  }

  #showScale(span_ms: number): void {
    for (let tick = 0; tick <= ticks; tick += 1) {
      const back_s = ((ticks - tick) / ticks) * (span_ms / 1_000);
      const label = this.#scale.children[tick] ?? this.#scale.appendChild(h("span"));
      setText(label, back_s === 0 ? timeline.now : agoWords(back_s));
    }
  }
}

/** "−1:30" or "−2.5 s". */
function agoWords(seconds: number): string {
  if (seconds < 60) return timeline.ago(seconds);
  return `−${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

class Lane {
  readonly #life: Life;
  readonly #name = h("span", { class: "pid-lane__name" });
  readonly #alive = h("span", { class: "pid-lane__alive" });
  readonly #zombie = h("span", { class: "pid-lane__zombie" });
  readonly #end = h("span", { class: "pid-lane__end" });
  readonly #bar = h("span", { class: "pid-lane__bar", "aria-hidden": "true" }, this.#alive, this.#zombie, this.#end);
  readonly #words = h("span", { class: "pid-hidden" });
  readonly #marks: { mark: HTMLElement; at: number }[] = [];
  readonly root: HTMLElement;

  constructor(life: Life) {
    this.#life = life;
    this.root = h("li", { class: "pid-lane", "data-pid": life.pid }, this.#name, this.#words, this.#bar);
  }

  show(from: number, now: number): void {
    const { pid, command, born, exited, gone, exit, marks } = this.#life;
    const part = (at: number): number => Math.min(1, Math.max(0, (at - from) / (now - from)));
    const end = gone ?? now;
    const begin = born ?? Number.NEGATIVE_INFINITY;
    setText(this.#name, `${pid} ${command}`);
    setText(this.#words, `: ${lifeWords(this.#life)}`);
    this.#place(this.#alive, part(begin), part(exited ?? end), (exited ?? end) >= from);
    this.#place(this.#zombie, part(exited ?? end), part(end), exited !== null && end >= from);
    this.#alive.toggleAttribute("data-older", begin < from);
    this.root.dataset.state = gone !== null ? "gone" : exited !== null ? "Z" : "alive";
    const killed = exit && "signal" in exit ? exit.signal : null;
    const endedAt = exited ?? end;
    this.#end.hidden = killed === null || endedAt < from;
    setText(this.#end, killed === null ? "" : `✕ ${killed}`);
    this.#at(this.#end, part(endedAt));
    for (const event of marks.slice(this.#marks.length)) {
      const title = markWords(event);
      const mark = h("span", { class: "pid-lane__mark", "data-kind": event.kind, title }, `▾ ${markLabel(event)}`);
      this.#bar.append(mark);
      this.#marks.push({ mark, at: event.at });
    }
    for (const { mark, at } of this.#marks) {
      mark.hidden = at < from;
      this.#at(mark, part(at));
    }
  }

  #place(element: HTMLElement, from: number, to: number, isSeen: boolean): void {
    element.hidden = !isSeen;
    const left = Math.min(from, 1 - widthMin);
    element.style.insetInlineStart = `${left * 100}%`;
    element.style.inlineSize = `${Math.max(widthMin, to - left) * 100}%`;
  }

  /** Words near the right edge stand to the left of their place. */
  #at(element: HTMLElement, part: number): void {
    element.style.insetInlineStart = `${part * 100}%`;
    element.toggleAttribute("data-left", part > 0.7);
  }
}
