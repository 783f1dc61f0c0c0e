/** Drivers on a real daemon, for tests. */
import { realpath, rm } from "node:fs/promises";
import { z } from "zod";
import { connect } from "../../../../src/server/sandbox/docker/connect.ts";
import { createDockerDriver, type DockerOptions } from "../../../../src/server/sandbox/docker/driver.ts";
import type { SandboxDriver } from "../../../../src/server/sandbox/sandbox.ts";
import { makeStateDir } from "../../state-dir.ts";
import { artifacts } from "../oci/artifacts.ts";
import { quietLog } from "../oci/fixture.ts";
import { startDockerd } from "./daemon.ts";
import { startPodman } from "./podman.ts";

export interface TestDaemon {
  socketPath: string;
  kill(): Promise<void>;
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}

/** Each daemon that the tests know. */
export const daemons = {
  Docker: () => startDockerd(),
  "Docker with userns-remap": () =>
    startDockerd({
      args: ["--userns-remap=nobody:nogroup"],
      prepare: remapPreparation,
    }),
  Podman: () => startPodman({ ranges: true }),
  "Podman without ranges": () => startPodman({ ranges: false }),
} satisfies Record<string, () => Promise<TestDaemon>>;

/** Docker wants ranges for the user whom it is told; they are there in its mount namespace only. */
const remapPreparation =
  'ids=$(mktemp) && printf "nobody:1879048192:65536\\nnogroup:1879048192:65536\\n" > "$ids" && mount --bind "$ids" /etc/subuid && ' +
  'mount --bind "$ids" /etc/subgid && rm "$ids"';

/** A driver with a state folder of its own. `await using` stops its sandboxes and removes the folder. */
export async function dockerDriverForTest(
  socketPath: string,
  options: Partial<DockerOptions> = {},
): Promise<{ driver: SandboxDriver; stateDir: string } & AsyncDisposable> {
  const stateDir = options.stateDir ?? (await makeStateDir());
  const { rootfs, initBinary } = artifacts();
  const driver = createDockerDriver({
    address: { socketPath },
    rootfs: await realpath(rootfs),
    initBinary: await realpath(initBinary),
    stateDir,
    log: quietLog(),
    ...options,
  });
  return {
    driver,
    stateDir,
    async [Symbol.asyncDispose]() {
      await driver.close();
      if (options.stateDir === undefined) await rm(stateDir, { recursive: true, force: true });
    },
  };
}

/** The names of all containers that are there, running or not. */
export async function containersOf(socketPath: string): Promise<string[]> {
  const { api } = await connect({ socketPath });
  const schema = z.array(z.object({ Names: z.array(z.string()) }));
  const containers = await api.json(schema, "GET", "/containers/json", { query: { all: 1 } });
  return containers.flatMap(({ Names }) => Names);
}
