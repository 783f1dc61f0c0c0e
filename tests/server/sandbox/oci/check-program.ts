/**
 * Probes, runs checks, and looks for what is left, in a process of its own: as another user, or on another machine.
 * Argument: JSON {options, groups, attacks}. Prints a line of JSON for each: {probe}, {name, error, ms}, {traces}.
 */
import { createOciDriver, type OciOptions } from "../../../../src/server/sandbox/oci/driver.ts";
import { Ground, type Strength } from "../attacks/attack.ts";
import { attacks } from "../attacks/attacks.ts";
import { type CheckGroup, checkGroups } from "../contract/checks.ts";
import { quietLog } from "./fixture.ts";
import { serverNames, tracesOf } from "./traces.ts";

interface Orders {
  options: Omit<OciOptions, "log">;
  groups: CheckGroup[];
  attacks?: AttackOrders;
}

/** `lab` has the attack programs; attacks that need what the sandboxes lack are left out. */
export interface AttackOrders {
  lab: string;
  strengths: Strength[];
}

const { options, groups, attacks: attackOrders }: Orders = JSON.parse(process.argv[2] ?? "");
const say = (line: object) => console.log(JSON.stringify(line));

const driver = createOciDriver({ ...options, log: quietLog() });
const probe = await driver.probe();
const servers = await serverNames(options.stateDir);
say({ probe });
if (probe.ok) {
  for (const { name, run } of groups.flatMap((group) => checkGroups[group])) await report(name, () => run(driver));
  if (attackOrders) await attack(attackOrders);
}
await driver.close();
say({ traces: await tracesOf(options.stateDir, servers) });

async function attack({ lab, strengths }: AttackOrders): Promise<void> {
  await using ground = new Ground(driver, lab);
  for (const { name, needs, run } of attacks) {
    if (needs === undefined || strengths.includes(needs)) await report(name, () => run(ground));
  }
}

async function report(name: string, run: () => Promise<void>): Promise<void> {
  const started = performance.now();
  const error = await run().then(
    () => null,
    (reason: unknown) => (reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)),
  );
  say({ name, error, ms: Math.round(performance.now() - started) });
}
