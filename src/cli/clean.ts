/** `pid-one clean`: removes what killed servers left behind, without starting one. */
import pino from "pino";
import { readConfig } from "../server/config.ts";
import { allDrivers } from "../server/sandbox/choose.ts";
import { explain } from "./explain.ts";

export async function clean(args: string[]): Promise<number> {
  if (args.length > 0) {
    process.stderr.write(
      "Usage: pid-one clean\n\nRemoves what killed servers left in PIDONE_STATE. Servers that run keep theirs.\n",
    );
    return 2;
  }
  try {
    const removed: string[] = [];
    for (const driver of allDrivers(readConfig(process.env), pino({ level: "warn" }, process.stderr))) {
      removed.push(...(await driver.removeLeftovers()));
      await driver.close();
    }
    process.stdout.write(removed.length === 0 ? "Nothing was left behind.\n" : `${removed.join("\n")}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`pid-one clean: ${explain(error)}\n`);
    return 1;
  }
}
