/** How many processes count against the limit. Zombies do, though they are in no list of the cgroup. */
import type { Processes } from "../../protocol/processes.ts";
import { words } from "../../words/page.ts";
import { h, setText } from "../dom.ts";

export interface Gauge {
  root: HTMLElement;
  show(pids: Processes["pids"]): void;
}

export function gauge(): Gauge {
  const bar = h("div", { class: "pid-gauge__bar" });
  const meter = h("div", {
    class: "pid-gauge__meter",
    role: "meter",
    "aria-label": words.tree.gauge.name,
    "aria-valuemin": 0,
    "aria-valuemax": 1,
    "aria-valuenow": 0,
  });
  const told = h("span", { class: "pid-gauge__words" });
  meter.append(bar);
  const root = h("div", { class: "pid-gauge", hidden: true }, told, meter);
  return {
    root,
    show({ current, max }) {
      root.hidden = false;
      meter.hidden = max === null;
      setText(told, words.tree.gauge.pids(current, max));
      if (max === null) return;
      meter.setAttribute("aria-valuemax", String(max));
      meter.setAttribute("aria-valuenow", String(current));
      meter.setAttribute("aria-valuetext", words.tree.gauge.value(current, max));
      bar.style.inlineSize = `${Math.min(100, (current / Math.max(1, max)) * 100)}%`;
      root.toggleAttribute("data-tight", current > max * 0.8);
    },
  };
}
