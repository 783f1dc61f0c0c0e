/** Visitors who wait for a lab while all are in use: first come, first served. */
import { randomBytes } from "node:crypto";

/** Who did not ask for so long has left. A hidden page is woken by its browser once a minute. */
const absentMs = 90_000;

interface Waiting {
  address: string;
  seenAt: number;
  /** Since when a lab is free for them; whoever does not take it in `absentMs` has left, too. */
  readyAt: number | null;
}

export class Queue {
  /** By ticket, in the order of arrival. */
  readonly #waiting = new Map<string, Waiting>();

  get size(): number {
    return this.#waiting.size;
  }

  /** How many of an address wait. */
  of(address: string): number {
    return this.#waiting.values().reduce((sum, each) => sum + (each.address === address ? 1 : 0), 0);
  }

  /** At the end. @returns the ticket, a secret */
  join(address: string, now: number): string {
    const ticket = randomBytes(18).toString("base64url");
    this.#waiting.set(ticket, { address, seenAt: now, readyAt: null });
    return ticket;
  }

  /** Before all others: for who has a lab and is about to change it for another. @returns the ticket, a secret */
  joinFirst(address: string, now: number): string {
    const others = [...this.#waiting];
    this.#waiting.clear();
    const ticket = this.join(address, now);
    for (const [other, waiting] of others) this.#waiting.set(other, waiting);
    return ticket;
  }

  leave(ticket: string): void {
    this.#waiting.delete(ticket);
  }

  /** The owner of a ticket is here. False: nobody has this ticket. */
  see(ticket: string, now: number): boolean {
    const mine = this.#waiting.get(ticket);
    if (mine) mine.seenAt = now;
    return mine !== undefined;
  }

  /** How many are before the owner of this ticket; null: nobody has it. */
  ahead(ticket: string): number | null {
    const at = [...this.#waiting.keys()].indexOf(ticket);
    return at < 0 ? null : at;
  }

  /** Forgets those who left. @param free how many labs can be started: for so many it is their turn */
  tidy(free: number, now: number): void {
    let turns = free;
    for (const [ticket, each] of this.#waiting) {
      const isAbsent = now - each.seenAt > absentMs || (each.readyAt !== null && now - each.readyAt > absentMs);
      if (isAbsent) this.#waiting.delete(ticket);
      else each.readyAt = turns-- > 0 ? (each.readyAt ?? now) : null;
    }
  }
}
