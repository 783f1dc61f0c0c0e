/** What all sandboxes of one driver share. */
import type { Log } from "../log.ts";
import type { ServerFolder } from "../server-folder.ts";
import type { DaemonAddress } from "./address.ts";
import type { DockerApi } from "./api.ts";
import type { Images } from "./images.ts";
import type { Removals } from "./removals.ts";

export interface DockerOptions {
  /** null: the first of the usual sockets that is there. */
  address: DaemonAddress | null;
  /** The labs' root file system (src/cli/image), of which an image is made in the daemon when it has none. */
  rootfs: string;
  /** The program that becomes /sbin/pid-one in the image. */
  initBinary: string;
  /** For what must be found again after a crash; shared by the servers of this machine that share it. */
  stateDir: string;
  log: Log;
  /** "inside": processes are looked at by a helper in the container, as on a remote daemon, even where it need not be. */
  watchFrom?: "inside";
}

export interface DockerContext {
  options: DockerOptions;
  api: DockerApi;
  server: ServerFolder;
  /** Names all servers that share a state folder, now and later (labels.ts). */
  group: string;
  daemon: Daemon;
  images: Images;
  removals: Removals;
}

/** What this daemon can do, found out by trying. */
export interface Daemon {
  kind: "docker" | "podman";
  /** UsernsMode of a container, where each can have user ids of its own. */
  usernsMode: string | null;
  /** Podman before 5 opens a profile by its path, so that it must be on the same machine. */
  seccompFrom: "text" | "file";
  /** Whether a container can have pseudo-terminals of its own number. */
  limitsTerminals: boolean;
  /** Whether a tmpfs can be limited in files as well as in bytes. */
  limitsInodes: boolean;
}
