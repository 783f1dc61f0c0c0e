/**
 * A lane for each process, from its birth to its reaping: the part as a zombie is hatched, what happens on the way is a
 * mark, which stands above so that it covers neither. A lane says the same in words, to who cannot see it.
 */

import type { Life, Lives, Mark } from "../../recording/lives.ts";
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
/** Of the scale. */
const steps_s = [0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600, 1_200, 3_600, 7_200, 14_400, 21_600];
const ticksMax = 4;
/** A life of nothing is to be seen all the same, in parts of the whole width. */
const widthMin = 0.004;
/** A signal and the end by it are one mark when there is less than this between them. */
const asOne = 0.02;

export class Timeline {
  readonly #span = h("select", { "aria-label": timeline.shown });
  readonly #scale = h("div", { class: "pid-lanes__scale", "aria-hidden": "true" });
  readonly #older = h("p", { class: "pid-lanes__older", hidden: true });
  readonly #list = h("ol", { class: "pid-lanes__list", "aria-label": timeline.lives });
  readonly root: HTMLElement;
  readonly #lanes = new Map<Life, Lane>();
  readonly #ticks: HTMLElement[] = [];
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

  /** From now on backwards, in round steps. */
  #showScale(span_ms: number): void {
    const span_s = span_ms / 1_000;
    const step_s = steps_s.find((step) => span_s / step <= ticksMax) ?? span_s;
    for (const tick of Array(ticksMax + 1).keys()) {
      const label = this.#ticks[tick] ?? this.#scale.appendChild(h("span"));
      this.#ticks[tick] = label;
      const part = 1 - (tick * step_s) / span_s;
      // What stands at the edge has no room to its left.
      label.hidden = part < 0.05;
      label.style.insetInlineStart = `${part * 100}%`;
      setText(label, tick === 0 ? timeline.now : agoWords(tick * step_s));
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
  readonly #marks: { mark: HTMLElement; event: Mark }[] = [];
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
    const killer = marks.findLast((mark) => mark.kind === "signalled" && mark.signal === killed);
    const isOne = killer !== undefined && part(endedAt) - part(killer.at) < asOne;
    this.#end.hidden = killed === null || endedAt < from;
    this.#end.title = isOne ? markWords(killer) : "";
    setText(this.#end, killed === null ? "" : `✕ ${killed}`);
    this.#at(this.#end, part(endedAt));
    for (const event of marks.slice(this.#marks.length)) {
      const title = markWords(event);
      const mark = h("span", { class: "pid-lane__mark", "data-kind": event.kind, title }, markLabel(event));
      this.#end.before(mark);
      this.#marks.push({ mark, event });
    }
    for (const { mark, event } of this.#marks) {
      mark.hidden = event.at < from || (isOne && event === killer);
      this.#at(mark, part(event.at));
    }
    const labels = [this.#end, ...this.#marks.map(({ mark }) => mark)];
    this.root.toggleAttribute(
      "data-marked",
      labels.some(({ hidden }) => !hidden),
    );
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
