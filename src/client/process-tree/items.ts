/** The processes as the tree shows them: parents with children in order of PID, and many of one kind folded into one. */
import type { Process } from "../../protocol/processes.ts";

export type Item = ProcessItem | FoldItem;

export interface ProcessItem {
  key: string;
  process: Process;
  children: Item[];
}

/** Siblings without children, of one command and one state. */
export interface FoldItem {
  key: string;
  members: Process[];
  first: Process;
  open: boolean;
  children: ProcessItem[];
}

const foldAt = 8;
/** A fold stays until so few are left: it must not flicker while they come and go. */
const unfoldBelow = 4;

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
    const folded = members >= (this.#folded.has(key) ? unfoldBelow : foldAt);
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
  const alike = new Map<string, Process[]>();
  for (const process of siblings) if (!children.has(process.pid)) append(alike, foldKey(process), process);
  const done = new Set<string>();
  const items: Item[] = [];
  for (const process of siblings) {
    const key = foldKey(process);
    const members = children.has(process.pid) ? [] : (alike.get(key) ?? []);
    if (!folds.isFolded(key, members.length)) {
      items.push(processItem(process, withFolds(children.get(process.pid) ?? [], children, folds)));
    } else if (!done.has(key)) {
      done.add(key);
      items.push(foldItem(key, process, members, folds.isOpen(key)));
    }
  }
  return items;
}

function processItem(process: Process, children: Item[]): ProcessItem {
  return { key: processKey(process.pid), process, children };
}

function foldItem(key: string, first: Process, members: Process[], open: boolean): FoldItem {
  return { key, first, members, open, children: open ? members.map((member) => processItem(member, [])) : [] };
}

function foldKey({ ppid, command, state }: Process): string {
  // Sleeping and running change all the time; a fold of both would come and go.
  return `f${ppid}:${state === "R" || state === "D" ? "S" : state}:${command}`;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
