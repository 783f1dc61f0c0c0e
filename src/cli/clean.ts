/** `pid-one clean`: removes what killed servers left behind, without starting one. */
import pino from "pino";
import { readConfig } from "../server/config.ts";
import { chooseSandbox } from "../server/sandbox/choose.ts";

export async function clean(): Promise<number> {
  const { driver, ...choice } = await chooseSandbox(readConfig(process.env), pino({ level: "warn" }, process.stderr));
  if (!driver) {
    process.stderr.write(`pid-one clean: ${"reason" in choice ? choice.reason : ""}\n`);
    return 1;
  }
  const removed = await driver.removeLeftovers();
  await driver.close();
  process.stdout.write(removed.length === 0 ? "Nothing was left behind.\n" : `${removed.join("\n")}\n`);
  return 0;
}
