/** Runs a fork bomb below an init, on another machine: `fork-bomb-program.ts INIT BOMB` prints what came of it, as JSON. */
import { findPidsController, runForkBomb } from "./fork-bomb.ts";

const [, , init = "", bomb = ""] = process.argv;
const controller = (await findPidsController()) ?? "";
console.log(JSON.stringify({ controller, ...(await runForkBomb(init, bomb, controller)) }));
