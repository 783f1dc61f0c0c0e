/**
 * The processes as the tree shows them: parents with children in order of PID, and many of one kind folded into one; of a
 * crowd also those that are not alike, or nobody could see or draw it.
 */
import type { Process } from "../../protocol/processes.ts";
import { containerOf } from "./words.ts";

export type Item = ProcessItem | FoldItem;

export interface ProcessItem {
  key: string;
  process: Process;
  children: Item[];
}

/** Siblings without children, of one state and, but for a crowd, of one command. */
export interface FoldItem {
  key: string;
  /** Null: they are not alike. */
  name: string | null;
  members: Process[];
  first: Process;
  /** Whether it is a part of a fold of more than can be drawn at once. */
  part: boolean;
  open: boolean;
  children: Item[];
}

const foldAt = 8;
/** A fold stays until so few are left: it must not flicker while they come and go. */
const unfoldBelow = 4;
const crowdAt = 100;
const crowdBelow = 80;
/** By their PIDs, so that none goes from one part to another. */
const partSize = 100;

/** Which groups are folded, and which of them the reader opened. */
export class Folds {
  readonly #folded = new Set<string>();
  readonly #open = new Set<string>();

  toggle(key: string): void {
    if (!this.#open.delete(key)) this.#open.add(key);
  }

  isOpen(key: string): boolean {
    return this.#open.has(key);
  }

  isFolded(key: string, members: number): boolean {
    return this.#isFolded(key, members, foldAt, unfoldBelow);
  }

  /** The same of siblings that are not alike. */
  isCrowd(key: string, members: number): boolean {
    return this.#isFolded(key, members, crowdAt, crowdBelow);
  }

  #isFolded(key: string, members: number, from: number, below: number): boolean {
    const folded = members >= (this.#folded.has(key) ? below : from);
    if (folded) this.#folded.add(key);
    else this.#folded.delete(key);
    return folded;
  }
}

export function isFold(item: Item): item is FoldItem {
  return "members" in item;
}

export function processKey(pid: number): string {
  return `p${pid}`;
}

/**
 * The roots: PID 1, and whatever has its parent outside. PIDs only grow, so the order of PIDs is the order of births, and
 * a newcomer stands below its older siblings.
 */
export function itemsOf(list: readonly Process[], folds: Folds): Item[] {
  const pids = new Set(list.map(({ pid }) => pid));
  const children = new Map<number, Process[]>();
  const roots: Process[] = [];
  for (const process of [...list].sort((a, b) => a.pid - b.pid)) {
    if (!pids.has(process.ppid) || process.ppid === process.pid) roots.push(process);
    else append(children, process.ppid, process);
  }
  return withFolds(roots, children, folds);
}

function withFolds(siblings: Process[], children: Map<number, Process[]>, folds: Folds): Item[] {
  const alone = siblings.filter(({ pid }) => !children.has(pid));
  const alike = groupsOf(alone, foldKey, (key, members) => folds.isFolded(key, members));
  const others = alone.filter((process) => !alike.has(foldKey(process)));
  const crowds = groupsOf(others, crowdKey, (key, members) => folds.isCrowd(key, members));
  const done = new Set<string>();
  const items: Item[] = [];
  for (const process of siblings) {
    const [key, name] = alike.has(foldKey(process)) ? [foldKey(process), process.command] : [crowdKey(process), null];
    const members = children.has(process.pid) ? undefined : (alike.get(key) ?? crowds.get(key));
    if (members === undefined) {
      items.push(processItem(process, withFolds(children.get(process.pid) ?? [], children, folds)));
    } else if (!done.has(key)) {
      done.add(key);
      items.push(foldItem({ key, name, first: process, members, part: false }, folds));
    }
  }
  return items;
}

/** Those groups that are folded. */
function groupsOf(
  processes: readonly Process[],
  keyOf: (process: Process) => string,
  isFolded: (key: string, members: number) => boolean,
): Map<string, Process[]> {
  const groups = Map.groupBy(processes, keyOf);
  for (const [key, members] of groups) if (!isFolded(key, members.length)) groups.delete(key);
  return groups;
}

function processItem(process: Process, children: Item[]): ProcessItem {
  return { key: processKey(process.pid), process, children };
}

function foldItem(fold: Omit<FoldItem, "open" | "children">, folds: Folds): FoldItem {
  const { key, members, part } = fold;
  const open = folds.isOpen(key);
  if (!open) return { ...fold, open, children: [] };
  if (part || !folds.isCrowd(`${key}/`, members.length))
    return { ...fold, open, children: members.map((member) => processItem(member, [])) };
  const parts = [...Map.groupBy(members, ({ pid }) => Math.floor(pid / partSize))];
  const children = parts.map(([number, members]) => {
    const [first = fold.first] = members;
    return foldItem({ ...fold, key: `${key}/${number}`, members, first, part: true }, folds);
  });
  return { ...fold, open, children };
}

function foldKey(process: Process): string {
  return `${crowdKey(process)}:${process.command}`;
}

function crowdKey(process: Process): string {
  const { ppid, state } = process;
  // Sleeping and running change all the time; a fold of both would come and go.
  return `f${ppid}${containerOf(process)}:${state === "R" || state === "D" ? "S" : state}`;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
