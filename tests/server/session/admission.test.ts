import fc from "fast-check";
import { expect, test } from "vitest";
import { Admission } from "../../../src/server/session/admission.ts";

const second = 1000;
const limits = { sessions_max: 2, sessions_per_address_max: 2, queue_max: 3 };

/** Both places are taken, by a and b. */
function full(): Admission {
  const admission = new Admission(limits);
  expect(admission.enter("a", undefined, 0)).toBe(true);
  expect(admission.enter("b", undefined, 0)).toBe(true);
  expect(admission.enter("c", undefined, 0)).toBe(false);
  return admission;
}

test("who came first has the place that is free, and nobody else", () => {
  const admission = full();
  const [first, second] = [admission.wait("c", undefined, 0), admission.wait("d", undefined, 0)];
  expect(admission.look(first, 1)).toEqual({ ahead: 0, isTurn: false });
  expect(admission.look(second, 1)).toEqual({ ahead: 1, isTurn: false });
  admission.leave("a");
  expect(admission.enter("e", undefined, 2)).toBe(false);
  expect(admission.enter("d", second, 2)).toBe(false);
  expect(admission.look(first, 3)).toEqual({ ahead: 0, isTurn: true });
  expect(admission.enter("c", first, 3)).toBe(true);
  expect(admission.look(second, 4)).toEqual({ ahead: 0, isTurn: false });
  expect(admission.look(first, 4)).toBeNull();
});

test("who does not ask for a minute and a half is forgotten", () => {
  const admission = full();
  const [gone, here] = [admission.wait("c", undefined, 0), admission.wait("d", undefined, 0)];
  expect(admission.look(here, 89 * second)?.ahead).toBe(1);
  expect(admission.look(here, 91 * second)?.ahead).toBe(0);
  expect(admission.look(gone, 92 * second)).toBeNull();
});

test("who does not take a free place in that time is forgotten, too", () => {
  const admission = full();
  const [idle, next] = [admission.wait("c", undefined, 0), admission.wait("d", undefined, 0)];
  admission.leave("a");
  for (let now = 0; now <= 90; now += 5) {
    expect(admission.look(idle, now * second)).toEqual({ ahead: 0, isTurn: true });
    expect(admission.look(next, now * second)).toEqual({ ahead: 1, isTurn: false });
  }
  expect(admission.look(next, 91 * second)).toEqual({ ahead: 0, isTurn: true });
});

test("who ends a lab for another comes before all who wait, and must come in time", () => {
  const admission = full();
  const waiting = admission.wait("c", undefined, 0);
  const next = admission.keepPlace("a", 0);
  admission.leave("a");
  expect(admission.look(waiting, 1)).toEqual({ ahead: 1, isTurn: false });
  expect(admission.enter("a", next, 2)).toBe(true);
  expect(admission.look(waiting, 3)).toEqual({ ahead: 0, isTurn: false });
  admission.keepPlace("b", 4);
  admission.leave("b");
  expect(admission.look(waiting, 89 * second)).toEqual({ ahead: 1, isTurn: false });
  expect(admission.look(waiting, 95 * second)).toEqual({ ahead: 0, isTurn: true });
});

test("the queue has an end", () => {
  const admission = full();
  for (const address of ["c", "d", "e"]) admission.wait(address, undefined, 0);
  expect(() => admission.wait("f", undefined, 0)).toThrow("All labs of this server are in use");
});

test("places in the queue count for an address, one's own not twice", () => {
  const admission = full();
  const ticket = admission.wait("a", undefined, 0);
  expect(() => admission.enter("a", undefined, 0)).toThrow("1 labs are open from your address and 1 are waited for");
  admission.leave("b");
  expect(admission.enter("a", ticket, 0)).toBe(true);
});

test("a ticket that nobody gave out stands at the end like anybody else", () => {
  const admission = full();
  const honest = admission.wait("c", undefined, 0);
  const joined = admission.wait("d", "made-up", 0);
  expect(joined).not.toBe("made-up");
  expect(admission.look(honest, 1)?.ahead).toBe(0);
  expect(admission.look(joined, 1)?.ahead).toBe(1);
});

test("in any order there are never more in than places, and never one free for long while somebody waits", () => {
  const step = fc.record({ kind: fc.constantFrom("come", "leave", "ask"), who: fc.nat(9) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const admission = new Admission({ sessions_max: 3, sessions_per_address_max: 1, queue_max: 100 });
      const inside = new Set<string>();
      const tickets = new Map<string, string>();
      for (const [at, { kind, who }] of steps.entries()) {
        const address = `${who}`;
        if (kind === "leave" && inside.delete(address)) admission.leave(address);
        if (kind === "leave" || inside.has(address) || (kind === "ask" && !tickets.has(address))) continue;
        if (kind === "come" && tickets.has(address)) continue;
        if (admission.enter(address, tickets.get(address), at)) {
          inside.add(address);
          tickets.delete(address);
        } else tickets.set(address, admission.wait(address, tickets.get(address), at));
        expect(inside.size).toBe(3 - admission.free);
        expect(admission.free).toBeGreaterThanOrEqual(0);
        const turns = [...tickets.values()].filter((ticket) => admission.look(ticket, at)?.isTurn).length;
        expect(turns).toBe(Math.min(admission.free, tickets.size));
      }
    }),
  );
});
