/**
 * One sandbox from its start to its removal, by a server that kills itself half-way. Arguments: the driver's options as
 * JSON, and at the how manyth operation that goes out of the process (a file, a pipe, a process) it dies; 0: never, and
 * it says how many there are.
 */
import { createHook } from "node:async_hooks";
import { createOciDriver, type OciOptions } from "../../../../src/server/sandbox/oci/driver.ts";
import { specForTest } from "../contract/sandboxes.ts";
import { quietLog } from "./fixture.ts";

const options: Omit<OciOptions, "log"> = JSON.parse(process.argv[2] ?? "{}");
const killAt = Number(process.argv[3]);
const driver = createOciDriver({ ...options, log: quietLog() });
const probe = await driver.probe();
if (!probe.ok) throw new Error(probe.reason);

let operations = 0;
const outward = /^(FSREQ|PROCESSWRAP|PIPEWRAP|PIPECONNECTWRAP|FILEHANDLE|WRITEWRAP|SHUTDOWNWRAP)/;
const hook = createHook({
  init(_id, type) {
    if (outward.test(type) && ++operations === killAt) process.kill(process.pid, "SIGKILL");
  },
}).enable();
const command = ["/bin/sh", "-c", "trap '' HUP; while :; do sleep 1000; done"];
const sandbox = await driver.start(specForTest({ init: "pid-one", command }));
await sandbox.openTerminal({ cols: 80, rows: 24 });
await sandbox.run(["/bin/true"], { timeoutMs: 10_000 });
await sandbox.stop();
await driver.close();
hook.disable();
console.log(operations);
