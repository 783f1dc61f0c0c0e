/** A small server with three sandboxes, the last of two containers, for a test to kill. Arguments: the driver's options as JSON. Says "ready" once all run. */
import { createOciDriver, type OciOptions } from "../../../../src/server/sandbox/oci/driver.ts";
import { specForTest } from "../contract/sandboxes.ts";
import { quietLog } from "./fixture.ts";

const options: Omit<OciOptions, "log"> = JSON.parse(process.argv[2] ?? "{}");
const driver = createOciDriver({ ...options, log: quietLog() });
const probe = await driver.probe();
if (!probe.ok) throw new Error(probe.reason);
console.log("probed");

// They do not go by themselves when their terminal does.
const command = ["/bin/sh", "-c", "trap '' HUP; while :; do sleep 1000; done"];
const sandboxes = await Promise.all(
  (["none", "tini", "pid-one"] as const).map((init) =>
    driver.start(specForTest({ init, command, containers: init === "pid-one" ? [{ name: "further", command }] : [] })),
  ),
);
await sandboxes[0]?.openTerminal({ cols: 80, rows: 24 });
console.log("ready");
await Promise.all(sandboxes.map(({ ended }) => ended));
