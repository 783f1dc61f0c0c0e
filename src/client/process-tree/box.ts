/** One box of the tree: what it says, how wide that is, and its SVG. */
import { setText, svg } from "../dom.ts";
import { type Item, isFold } from "./items.ts";
import { boxHeight } from "./layout.ts";
import { containerOf } from "./words.ts";

export interface BoxLabel {
  lead: string;
  name: string;
  /** Which of several containers it runs in. */
  container: string;
  /** The kernel's letter of the state. */
  mark: string;
}

const character_px = 7.5; // JetBrains Mono at 12.5 px
const small_px = 6.6; // 11 px
const padding = 9;
const gap = 6;
const markWidth = 18;

/** Those of the catalogue's `tree`. */
export type LabelWords = { ownCommand: string; various: string };

/** @param initName what runs as PID 1; null when it is the lab's own command */
export function boxLabel(item: Item, initName: string | null, { ownCommand, various }: LabelWords): BoxLabel {
  if (isFold(item)) {
    const { first, name, members } = item;
    return {
      ...{ lead: "", name: `${name ?? various} ×${members.length}` },
      ...{ container: containerOf(first), mark: first.state },
    };
  }
  const { pid, command, state } = item.process;
  const rest = { container: containerOf(item.process), mark: state };
  if (pid === 1) return { lead: initName === null ? ownCommand : "1", name: initName ?? command, ...rest };
  return { lead: String(pid), name: command, ...rest };
}

export function boxWidth(label: BoxLabel): number {
  const right = label.container === "" ? nameRight(label) : containerLeft(label) + label.container.length * small_px;
  return Math.round(right + gap + markWidth + padding);
}

function nameRight(label: BoxLabel): number {
  return nameLeft(label) + label.name.length * character_px;
}

function containerLeft(label: BoxLabel): number {
  return nameRight(label) + gap;
}

/** Without a lead there is the arrow of a fold. */
function nameLeft({ lead }: BoxLabel): number {
  return padding + (lead.length || 1) * character_px + gap;
}

/** The SVG of one box, kept as long as its process lives. */
export class Box {
  readonly group = svg("g", { class: "pid-box", role: "treeitem", tabindex: -1 });
  readonly #frame = svg("rect", { class: "pid-box__frame", height: boxHeight, rx: 6 });
  readonly #shadow = svg("rect", { class: "pid-box__stack", height: boxHeight, rx: 6, x: 3, y: 3 });
  readonly #lead = svg("text", { class: "pid-box__lead", x: padding, y: 17.5 });
  readonly #name = svg("text", { class: "pid-box__name", y: 17.5 });
  readonly #container = svg("text", { class: "pid-box__container", y: 17 });
  readonly #arrow = svg("path", { class: "pid-box__arrow", d: "M0-4L5 0L0 4Z" });
  readonly #mark = svg("text", { class: "pid-box__mark", y: 17.5, "text-anchor": "middle" });
  readonly #markFrame = svg("rect", { class: "pid-box__mark-frame", width: markWidth - 2, height: 16, y: 5, rx: 3 });

  constructor() {
    const texts = [this.#lead, this.#arrow, this.#name, this.#container];
    this.group.append(this.#shadow, this.#frame, ...texts, this.#markFrame, this.#mark);
  }

  show(item: Item, label: BoxLabel, about: string, level: number): void {
    const { group } = this;
    const process = isFold(item) ? item.first : item.process;
    const width = boxWidth(label);
    group.dataset.key = item.key;
    group.dataset.state = process.state;
    group.dataset.kind = isFold(item) ? "fold" : "process";
    if (!isFold(item)) group.dataset.pid = String(process.pid);
    group.setAttribute("aria-level", String(level + 1));
    group.setAttribute("aria-label", `${label.lead} ${label.name} ${label.mark}, ${about}`.trim());
    if (isFold(item)) group.setAttribute("aria-expanded", String(item.open));
    else if (item.children.length > 0) group.setAttribute("aria-expanded", "true");
    else group.removeAttribute("aria-expanded");
    this.#frame.setAttribute("width", String(width));
    this.#shadow.setAttribute("width", String(width));
    this.#name.setAttribute("x", String(nameLeft(label)));
    this.#container.setAttribute("x", String(containerLeft(label)));
    this.#arrow.toggleAttribute("hidden", !isFold(item));
    const turned = isFold(item) && item.open ? "translate(12 11) rotate(90)" : "translate(10 13)";
    this.#arrow.setAttribute("transform", turned);
    this.#mark.setAttribute("x", String(width - padding - markWidth / 2 + 2));
    this.#markFrame.setAttribute("x", String(width - padding - markWidth + 3));
    // Spaces between the parts: what can be read aloud is then what is seen.
    setText(this.#lead, label.lead === "" ? "" : `${label.lead} `);
    setText(this.#name, `${label.name} `);
    setText(this.#container, label.container === "" ? "" : `${label.container} `);
    setText(this.#mark, label.mark);
  }

  /** The process is gone; what is left fades. */
  bury(): void {
    const { group } = this;
    group.dataset.gone = "";
    group.setAttribute("aria-hidden", "true");
    group.removeAttribute("tabindex");
    for (const name of ["role", "aria-level", "aria-label", "aria-expanded", "data-pid"]) group.removeAttribute(name);
    setText(this.#mark, "✓");
  }
}
