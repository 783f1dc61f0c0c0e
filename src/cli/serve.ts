/** `pid-one serve`: starts the server, says where it is, and stops it in order on SIGINT and SIGTERM. */
import pino from "pino";
import { CourseError } from "../course/diagnostic.ts";
import { ConfigError, describeSettings, readConfig } from "../server/config.ts";
import { type Server, startServer } from "../server/server.ts";

export async function serve(args: string[]): Promise<number> {
  if (args.length > 0) {
    const isHelp = args[0] === "--help" || args[0] === "-h";
    (isHelp ? process.stdout : process.stderr).write(help);
    return isHelp ? 0 : 2;
  }
  let server: Server;
  try {
    const config = readConfig(process.env);
    server = await startServer(config, pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: false })));
  } catch (error) {
    process.stderr.write(`pid-one serve: ${explain(error)}\n`);
    return 1;
  }
  announce(server);
  await stopSignal();
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
    process.stdout.write(`  Labs run with  ${sandbox.detail}\n`);
    for (const line of sandbox.missing) process.stdout.write(`  Note           ${line}\n`);
  } else process.stdout.write(`  No labs here:  ${sandbox.reason}\n`);
  process.stdout.write("  Stop it with   Ctrl-C\n\n");
}

/** A second signal, while labs are being ended, ends the process at once: the next start removes what is left. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const onSignal = () => {
      if (asked) process.exit(1);
      asked = true;
      resolve();
    };
    process.on("SIGINT", onSignal);
    process.on("SIGTERM", onSignal);
  });
}

function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof CourseError) return error.message;
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  if (code === "EADDRINUSE")
    return `port ${port} of ${address} is taken. Stop what listens there, or choose another: PIDONE_PORT=8081 npm start`;
  if (code === "EACCES" && port !== undefined)
    return `port ${port} needs more rights. Choose one above 1023: PIDONE_PORT=8080 npm start`;
  if (code === "EADDRNOTAVAIL") return `this machine has no address ${address}. Set PIDONE_HOST to one that it has.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
