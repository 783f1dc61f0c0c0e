/**
 * One sandbox from its start to its removal, by a server that kills itself half-way. Arguments: the driver, its options and
 * what the sandbox is, beside the usual, as JSON, and at the how manyth operation that goes out of the process (a file, a connection, a process) it dies; 0: never,
 * and it says how many there are.
 */
import { createHook } from "node:async_hooks";
import { createDockerDriver } from "../../../../src/server/sandbox/docker/driver.ts";
import { createOciDriver } from "../../../../src/server/sandbox/oci/driver.ts";
import { quietLog } from "../oci/fixture.ts";
import { specForTest } from "./sandboxes.ts";

const [name, text = "{}", changes = "{}", killAt] = process.argv.slice(2);
const options = { ...JSON.parse(text), log: quietLog() };
const driver = name === "docker" ? createDockerDriver(options) : createOciDriver(options);
const probe = await driver.probe();
if (!probe.ok) throw new Error(probe.reason);

let operations = 0;
const outward = /^(FSREQ|FILEHANDLE|PROCESSWRAP|PIPE|TCP|WRITEWRAP|SHUTDOWNWRAP|HTTPCLIENTREQUEST)/;
const hook = createHook({
  init(_id, type) {
    if (outward.test(type) && ++operations === Number(killAt)) process.kill(process.pid, "SIGKILL");
  },
}).enable();
const command = ["/bin/sh", "-c", "trap '' HUP; while :; do sleep 1000; done"];
const sandbox = await driver.start(specForTest({ init: "pid-one", command, ...JSON.parse(changes) }));
await sandbox.openTerminal({ cols: 80, rows: 24 });
await sandbox.run(["/bin/true"], { timeoutMs: 10_000 });
await sandbox.stop();
await driver.close();
hook.disable();
console.log(operations);
