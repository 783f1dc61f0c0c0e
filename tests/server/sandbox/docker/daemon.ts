/** A real Docker daemon for tests, with the labs' image in it. */
import { afterAll, beforeAll } from "vitest";
import { dockerImage, importImage } from "../../../../src/cli/bench/docker.ts";
import { type Dockerd, hasDockerd, startDockerd } from "../../../../src/cli/bench/dockerd.ts";
import { artifacts } from "../oci/artifacts.ts";

export { type Dockerd, dockerImage, hasDockerd, startDockerd };

/** Starts one for the tests of a file, and stops it after them, failed or not. It is there once tests run. */
export function useDockerd(): { daemon: Dockerd } {
  const used: { daemon?: Dockerd } = {};
  beforeAll(async () => {
    if (!hasDockerd()) return;
    used.daemon = await startDockerd();
    await importImage(artifacts().rootfs, used.daemon.host);
  });
  afterAll(() => used.daemon?.stop());
  return {
    get daemon() {
      if (!used.daemon) throw new Error("there is no Docker daemon: apt-get install docker.io");
      return used.daemon;
    },
  };
}
