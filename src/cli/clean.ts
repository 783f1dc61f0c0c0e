/** `pid-one clean`: removes what killed servers left behind, without starting one. */
import pino from "pino";
import { readConfig } from "../server/config.ts";
import { chooseSandbox } from "../server/sandbox/choose.ts";
import { explain } from "./explain.ts";

export async function clean(args: string[]): Promise<number> {
  if (args.length > 0) {
    process.stderr.write(
      "Usage: pid-one clean\n\nRemoves what killed servers left in PIDONE_STATE. Servers that run keep theirs.\n",
    );
    return 2;
  }
  try {
    const choice = await chooseSandbox(readConfig(process.env), pino({ level: "warn" }, process.stderr));
    if (!choice.driver) throw new Error(choice.reason);
    const removed = await choice.driver.removeLeftovers();
    await choice.driver.close();
    process.stdout.write(removed.length === 0 ? "Nothing was left behind.\n" : `${removed.join("\n")}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`pid-one clean: ${explain(error)}\n`);
    return 1;
  }
}
