/**
 * Probes, runs checks, and looks for what is left, in a process of its own: as another user, or on another machine.
 * Argument: JSON {options, groups}. Prints a line of JSON for each: {probe}, {name, error, ms}, {traces}.
 */
import { createOciDriver, type OciOptions } from "../../../../src/server/sandbox/oci/driver.ts";
import { type CheckGroup, checkGroups } from "../contract/checks.ts";
import { quietLog } from "./fixture.ts";
import { serverNames, tracesOf } from "./traces.ts";

interface Orders {
  options: Omit<OciOptions, "log">;
  groups: CheckGroup[];
}

const { options, groups }: Orders = JSON.parse(process.argv[2] ?? "");
const say = (line: object) => console.log(JSON.stringify(line));

const driver = createOciDriver({ ...options, log: quietLog() });
const probe = await driver.probe();
const servers = await serverNames(options.stateDir);
say({ probe });
if (probe.ok) {
  for (const { name, run } of groups.flatMap((group) => checkGroups[group])) {
    const started = performance.now();
    const error = await run(driver).then(
      () => null,
      (reason: unknown) => (reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)),
    );
    say({ name, error, ms: Math.round(performance.now() - started) });
  }
}
await driver.close();
say({ traces: await tracesOf(options.stateDir, servers) });
