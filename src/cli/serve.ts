/** `pid-one serve`: starts the server, says where it is, and stops it in order on SIGINT, SIGTERM and SIGHUP. */
import pino from "pino";
import { describeSettings, readConfig } from "../server/config.ts";
import { type Server, startServer } from "../server/server.ts";
import { explain } from "./explain.ts";

export async function serve(args: string[]): Promise<number> {
  if (args.length > 0) {
    const isHelp = args[0] === "--help" || args[0] === "-h";
    (isHelp ? process.stdout : process.stderr).write(help);
    return isHelp ? 0 : 2;
  }
  // A reader of our output that goes must not take the labs' orderly end with it.
  for (const output of [process.stdout, process.stderr]) output.on("error", () => {});
  const stopped = stopSignal();
  let server: Server;
  try {
    const config = readConfig(process.env);
    // Synchronous: an asynchronous one never gives up on a pipe that nobody reads.
    server = await startServer(config, pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true })));
  } catch (error) {
    process.stderr.write(`pid-one serve: ${explain(error)}\n`);
    return 1;
  }
  announce(server);
  await stopped;
  process.stdout.write("\nStopping: ending the labs ...\n");
  await server.close();
  return 0;
}

const help = `Usage: pid-one serve

Settings are environment variables [default]:
${describeSettings()}
`;

function announce({ address, sandbox }: Server): void {
  process.stdout.write(`\n  PID One is at  ${address}/\n`);
  if (sandbox.driver) {
    process.stdout.write(`  Labs run with  ${sandbox.driver.name}: ${sandbox.detail} (${sandbox.why})\n`);
    for (const line of sandbox.missing) process.stdout.write(`  Note           ${line}\n`);
  } else process.stdout.write(`  No labs here:  ${sandbox.reason}\n`);
  process.stdout.write("  Stop it with   Ctrl-C\n\n");
}

/**
 * Also while it starts: what has started by then is ended in order. A second signal ends the process at once; the next
 * start removes what is left.
 */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const onSignal = () => {
      if (asked) process.exit(1);
      asked = true;
      resolve();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, onSignal);
  });
}
