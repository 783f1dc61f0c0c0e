/** Who may start a lab now, who waits, and who is refused: the limits of the server and of an address. */
import type { Config } from "../config.ts";
import { ProblemError } from "../problems.ts";
import { Queue } from "./queue.ts";

export class Admission {
  readonly queue = new Queue();
  readonly #limits: Pick<Config, "sessions_max" | "sessions_per_address_max" | "queue_max">;
  /** Starting ones count: a burst must not get past the limits. */
  readonly #perAddress = new Map<string, number>();
  #taken = 0;

  constructor(limits: Pick<Config, "sessions_max" | "sessions_per_address_max" | "queue_max">) {
    this.#limits = limits;
  }

  /** Places that nobody has. */
  get free(): number {
    return this.#limits.sessions_max - this.#taken;
  }

  /**
   * Takes a place, if it is this visitor's turn.
   * @returns whether it did
   * @throws ProblemError when the address has its share
   */
  enter(address: string, ticket: string | undefined, now: number): boolean {
    const ahead = this.#ahead(ticket, now);
    this.#refuseTooMany(address, ahead !== null);
    if ((ahead ?? this.queue.size) >= this.free) return false;
    if (ticket !== undefined) this.queue.leave(ticket);
    this.take(address);
    return true;
  }

  /** Takes a place for who has it already: a lab that goes on after a restart. */
  take(address: string): void {
    this.#perAddress.set(address, (this.#perAddress.get(address) ?? 0) + 1);
    this.#taken += 1;
  }

  /** Gives a place back. */
  leave(address: string): void {
    const left = (this.#perAddress.get(address) ?? 1) - 1;
    if (left > 0) this.#perAddress.set(address, left);
    else this.#perAddress.delete(address);
    this.#taken -= 1;
  }

  /** Who was refused a place waits for one. @returns the ticket. @throws ProblemError when too many wait */
  wait(address: string, ticket: string | undefined, now: number): string {
    if (ticket !== undefined && this.queue.see(ticket, now)) return ticket;
    if (this.queue.size >= this.#limits.queue_max) throw serverFull();
    return this.queue.join(address, now);
  }

  /** Whose lab is about to end has the next place. @returns the ticket */
  keepPlace(address: string, now: number): string {
    return this.queue.joinFirst(address, now);
  }

  /** How many are before this visitor, and whether it is their turn; null: nobody has this ticket. */
  look(ticket: string, now: number): { ahead: number; isTurn: boolean } | null {
    const ahead = this.#ahead(ticket, now);
    return ahead === null ? null : { ahead, isTurn: ahead < this.free };
  }

  #ahead(ticket: string | undefined, now: number): number | null {
    const isHere = ticket !== undefined && this.queue.see(ticket, now);
    this.queue.tidy(this.free, now);
    return isHere ? this.queue.ahead(ticket) : null;
  }

  /** @param isWaiting the visitor is one of those of the address that wait */
  #refuseTooMany(address: string, isWaiting: boolean): void {
    const open = this.#perAddress.get(address) ?? 0;
    const waiting = this.queue.of(address) - (isWaiting ? 1 : 0);
    if (open + waiting < this.#limits.sessions_per_address_max) return;
    throw new ProblemError(
      "too-many-sessions",
      `${open} labs are open from your address${waiting > 0 ? ` and ${waiting} are waited for` : ""}, which is the limit. End one of them, or wait.`,
      { retryAfter_seconds: 30 },
    );
  }
}

export function serverFull(): ProblemError {
  return new ProblemError("server-full", "All labs of this server are in use. Try again in a minute.", {
    retryAfter_seconds: 60,
  });
}
