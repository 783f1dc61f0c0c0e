/** Stands for set-up when it has started the server. */
import { runToTheEnd } from "../../../src/cli/setup/processes.mjs";

const server = `process.on("SIGTERM", () => { console.log("asked to stop"); process.exit(0); });
console.log("up"); setInterval(() => {}, 1000);`;
process.exitCode = await runToTheEnd([process.execPath, "-e", server]);
