/** A small server with three sandboxes, for a test to kill. Arguments: the daemon's socket, the state folder. Says "ready" once all run. */
import { specForTest } from "../contract/sandboxes.ts";
import { dockerDriverForTest } from "./fixture.ts";

const [socketPath = "", stateDir = ""] = process.argv.slice(2);
const { driver } = await dockerDriverForTest(socketPath, { stateDir });
const sandboxes = await Promise.all([1, 2, 3].map(() => driver.start(specForTest())));
console.log("ready");
await Promise.all(sandboxes.map(({ ended }) => ended));
