/** What went wrong, for the person who typed the command. */

import { CourseError } from "../course/diagnostic.ts";
import { ConfigError } from "../server/config.ts";
import { SandboxError } from "../server/sandbox/sandbox.ts";
import { BrowserError } from "./browser/chromium.ts";

export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ([BrowserError, ConfigError, CourseError, SandboxError].some((kind) => error instanceof kind))
    return error.message;
  const { code, port, address, hostname, path }: NodeJS.ErrnoException & Where = error;
  switch (code) {
    case "EADDRINUSE":
      return `port ${port} of ${address} is taken. Stop what listens there, or choose another: PIDONE_PORT=8081 npm start`;
    case "EACCES":
      if (port === undefined) break;
      return `port ${port} needs more rights. Choose one above 1023: PIDONE_PORT=8080 npm start`;
    case "EADDRNOTAVAIL":
      return `this machine has no address ${address}. Set PIDONE_HOST to one that it has, such as 127.0.0.1.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `the name ${hostname} has no address. Set PIDONE_HOST to an address of this machine, such as 127.0.0.1.`;
    case "ENOENT":
      return `${path} is not there. Is PIDONE_LABS or PIDONE_DIST the folder that you mean?`;
  }
  return error.stack ?? error.message;
}

interface Where {
  port?: number;
  address?: string;
  hostname?: string;
}
