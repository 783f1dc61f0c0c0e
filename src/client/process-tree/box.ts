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
    const { first, name, members, part } = item;
    return {
      ...{ lead: part ? `${first.pid}–${members.at(-1)?.pid}` : "", name: `${name ?? various} ×${members.length}` },
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

/** Where the parts of a box of this width stand, from its left. */
export function boxPlaces(
  label: BoxLabel,
  width: number,
): { lead: number; name: number; container: number; mark: number; markFrame: number } {
  const markFrame = width - padding - markWidth + 3;
  return {
    ...{ lead: padding, name: nameLeft(label), container: containerLeft(label) },
    ...{ mark: markFrame + (markWidth - 2) / 2, markFrame },
  };
}

export const foldArrow = { path: "M0-4L5 0L0 4Z", closed: "translate(10 13)" } as const;
export const markFrameSize = { width: markWidth - 2, height: 16, y: 5, rx: 3 } as const;
export const baseline = 17.5;
/** Of the container's name. */
export const smallBaseline = 17;

/** Without a lead there is the arrow of a fold. */
function nameLeft({ lead }: BoxLabel): number {
  return padding + (lead.length || 1) * character_px + gap;
}

/** The SVG of one box, kept as long as its process lives. */
export class Box {
  readonly group = svg("g", { class: "pid-box", role: "treeitem", tabindex: -1 });
  readonly #frame = svg("rect", { class: "pid-box__frame", height: boxHeight, rx: 6 });
  readonly #shadow = svg("rect", { class: "pid-box__stack", height: boxHeight, rx: 6, x: 3, y: 3 });
  readonly #lead = svg("text", { class: "pid-box__lead", x: padding, y: baseline });
  readonly #name = svg("text", { class: "pid-box__name", y: baseline });
  readonly #container = svg("text", { class: "pid-box__container", y: smallBaseline });
  readonly #arrow = svg("path", { class: "pid-box__arrow", d: foldArrow.path });
  readonly #mark = svg("text", { class: "pid-box__mark", y: baseline, "text-anchor": "middle" });
  readonly #markFrame = svg("rect", { class: "pid-box__mark-frame", ...markFrameSize });

  constructor() {
    const texts = [this.#lead, this.#arrow, this.#name, this.#container];
    this.group.append(this.#shadow, this.#frame, ...texts, this.#markFrame, this.#mark);
  }

  show(item: Item, label: BoxLabel, about: string, level: number): void {
    const { group } = this;
    const process = isFold(item) ? item.first : item.process;
    const width = boxWidth(label);
    const places = boxPlaces(label, width);
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
    this.#name.setAttribute("x", String(places.name));
    this.#container.setAttribute("x", String(places.container));
    this.#arrow.toggleAttribute("hidden", !isFold(item));
    const turned = isFold(item) && item.open ? "translate(12 11) rotate(90)" : foldArrow.closed;
    this.#arrow.setAttribute("transform", turned);
    this.#mark.setAttribute("x", String(places.mark));
    this.#markFrame.setAttribute("x", String(places.markFrame));
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
