/** What all sandboxes of one driver share. */
import type { Cgroups } from "../cgroups.ts";
import type { Log } from "../log.ts";
import type { Observer } from "../processes/observer.ts";
import type { ServerFolder } from "../server-folder.ts";
import type { IdClaims } from "./id-claims.ts";
import type { IdMap } from "./id-map.ts";
import type { Runtime, RuntimeName } from "./runtime.ts";

export interface OciOptions {
  /** The labs' root file system (src/cli/image). */
  rootfs: string;
  /** The program that is bind-mounted as /sbin/pid-one. */
  initBinary: string;
  /** Built from console.c. */
  consoleBinary: string;
  /** Built from src/observer/. */
  observerBinary: string;
  /** For what must be found again after a crash; shared by all servers of this machine. */
  stateDir: string;
  log: Log;
  /** Only this one is tried. */
  runtime?: RuntimeName;
}

export interface OciContext {
  options: OciOptions;
  server: ServerFolder;
  runtime: Runtime;
  privilege: Privilege;
  /** null: limits are set by setrlimit(2). */
  cgroups: Cgroups | null;
  /** Gives back what holds the cgroups' place in the tree. */
  releaseCgroups(): void;
  openFilesMax: number;
  /** null: processes are looked at. Only root is told of them. */
  observer: Observer | null;
}

export type Privilege =
  /** Each container gets a range of ids of its own. */
  | { kind: "root"; claims: IdClaims }
  /** All containers run as one user. */
  | { kind: "rootless"; ids: IdMap };
