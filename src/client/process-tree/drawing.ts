/** The tree as SVG. It is told where everything should be, and moves it there from where it is. */

import { words } from "../../words/page.ts";
import { svg } from "../dom.ts";
import { Box, type BoxLabel } from "./box.ts";
import { edgePath, type Layout, type Placed } from "./layout.ts";
import { Motion, type Values } from "./motion.ts";

interface Figure {
  box: Box;
  edge: SVGPathElement;
  now: Values;
  aim: Values;
  gone: boolean;
}

/** What of the processes a picture needs beside the places. */
export interface Labels {
  label(placed: Placed): BoxLabel;
  words(placed: Placed): string;
  /** Whether it has another parent than a moment ago, or had one in its life. */
  adoption(placed: Placed): "now" | "once" | null;
  /** Folded into a group: not gone, only not drawn by itself. */
  foldOf(key: string): string | null;
}

const move_ms = 280;
const adopt_ms = 900;
const fade_ms = 1_100;
const adopted_ms = 2_600;

export class Drawing {
  readonly root = svg("svg", { class: "pid-tree__svg", role: "tree", "aria-label": words.tree.name });
  readonly #edges = svg("g", { role: "none", "aria-hidden": "true" });
  readonly #boxes = svg("g", { role: "none" });
  readonly #figures = new Map<string, Figure>();
  readonly #motion = new Motion();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #still = matchMedia("(prefers-reduced-motion: reduce)");
  #shape: Layout["shape"] = "columns";

  constructor() {
    this.root.append(this.#edges, this.#boxes);
  }

  draw(layout: Layout, labels: Labels): void {
    const places = new Map(layout.placed.map((placed) => [placed.item.key, placed]));
    const reshaped = layout.shape !== this.#shape;
    this.#shape = layout.shape;
    this.root.setAttribute("width", String(layout.width));
    this.root.setAttribute("height", String(layout.height));
    this.root.toggleAttribute("hidden", layout.placed.length === 0);
    let before: Element | null = null;
    for (const placed of layout.placed) {
      const parent = placed.parent === null ? undefined : places.get(placed.parent);
      const figure = this.#figureOf(placed, parent);
      figure.box.show(placed.item, labels.label(placed), labels.words(placed), placed.level);
      figure.edge.toggleAttribute("hidden", parent === undefined);
      const adoption = labels.adoption(placed);
      figure.edge.classList.toggle("pid-edge--orphan", adoption !== null);
      if (adoption === "now") this.#celebrate(figure);
      this.#send(figure, aimAt(placed, parent), reshaped ? 0 : adoption === "now" ? adopt_ms : move_ms);
      // Reading order is the order of rows; a node that stands right is not touched, or it would lose the focus.
      const next: Element | null = before === null ? this.#boxes.firstElementChild : before.nextElementSibling;
      if (next !== figure.box.group) this.#boxes.insertBefore(figure.box.group, next);
      before = figure.box.group;
    }
    for (const [key, figure] of this.#figures) if (!places.has(key)) this.#dismiss(key, figure, places, labels);
  }

  /** What was celebrated is not of the moment that comes. */
  calm(): void {
    for (const { edge, box } of this.#figures.values()) calm(edge, box.group);
  }

  /** Marks one box. */
  point(key: string | null): void {
    for (const [other, { box }] of this.#figures) box.group.toggleAttribute("data-pointed", other === key);
  }

  clear(): void {
    this.#motion.stopAll();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#figures.clear();
    this.#edges.replaceChildren();
    this.#boxes.replaceChildren();
  }

  #figureOf(placed: Placed, parent: Placed | undefined): Figure {
    const known = this.#figures.get(placed.item.key);
    if (known && !known.gone) return known;
    if (known) this.#remove(placed.item.key, known);
    // A birth grows out of its parent.
    const parentNow = parent && this.#figures.get(parent.item.key)?.now;
    const now: Values = { ...aimAt(placed, parent), opacity: 0 };
    if (parentNow) {
      now.x = parentNow.x;
      now.y = parentNow.y;
    }
    const figure = { box: new Box(), edge: svg("path", { class: "pid-edge" }), now, aim: now, gone: false };
    this.#put(figure, now); // The first frame may come before the first step of its movement.
    this.#edges.append(figure.edge);
    this.#figures.set(placed.item.key, figure);
    return figure;
  }

  #send(figure: Figure, aim: Values, duration_ms: number, done?: () => void): void {
    const there = same(figure.aim, aim);
    if (there && !done) return;
    figure.aim = aim;
    this.#motion.move(figure, {
      begin: figure.now,
      end: aim,
      duration_ms: this.#still.matches ? 0 : duration_ms,
      draw: (values) => this.#put(figure, values),
      done,
    });
  }

  #put(figure: Figure, values: Values): void {
    const { box, edge } = figure;
    figure.now = values;
    box.group.setAttribute("transform", `translate(${values.x} ${values.y})`);
    box.group.setAttribute("opacity", String(values.opacity));
    edge.setAttribute("opacity", String(values.opacity));
    const from = { x: values.fromX, y: values.fromY };
    edge.setAttribute("d", edgePath(this.#shape, from, { x: values.x, y: values.y + 13 }));
  }

  #dismiss(key: string, figure: Figure, places: Map<string, Placed>, labels: Labels): void {
    if (figure.gone) return;
    figure.gone = true;
    figure.edge.toggleAttribute("hidden", true);
    const remove = (): void => this.#remove(key, figure);
    const fold = labels.foldOf(key);
    const group = fold === null ? undefined : places.get(fold);
    if (group || key.startsWith("f")) {
      const to = group ?? figure.aim;
      this.#send(figure, { ...figure.aim, x: to.x, y: to.y, opacity: 0 }, move_ms, remove);
      return;
    }
    figure.box.bury();
    if (this.#still.matches) this.#later(remove, fade_ms);
    else this.#send(figure, { ...figure.aim, opacity: 0 }, fade_ms, remove);
  }

  #remove(key: string, figure: Figure): void {
    this.#motion.stop(figure);
    figure.box.group.remove();
    figure.edge.remove();
    if (this.#figures.get(key) === figure) this.#figures.delete(key);
  }

  #celebrate(figure: Figure): void {
    const parts = [figure.edge, figure.box.group];
    for (const part of parts) part.classList.add("pid-adopted");
    this.#later(() => calm(...parts), adopted_ms);
  }

  #later(what: () => void, wait_ms: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      what();
    }, wait_ms);
    this.#timers.add(timer);
  }
}

function calm(...parts: Element[]): void {
  for (const part of parts) part.classList.remove("pid-adopted");
}

function aimAt(placed: Placed, parent: Placed | undefined): Values {
  const from = parent?.out ?? { x: placed.x, y: placed.y };
  return { x: placed.x, y: placed.y, opacity: 1, fromX: from.x, fromY: from.y };
}

function same(a: Values, b: Values): boolean {
  return a.x === b.x && a.y === b.y && a.opacity === b.opacity && a.fromX === b.fromX && a.fromY === b.fromY;
}
