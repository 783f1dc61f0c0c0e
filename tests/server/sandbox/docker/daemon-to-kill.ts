/** Starts a Docker daemon with a container in it, says where, and waits to be killed. */
import { dockerImage, importImage } from "../../../../src/cli/bench/docker.ts";
import { startDockerd } from "../../../../src/cli/bench/dockerd.ts";
import { artifacts } from "../oci/artifacts.ts";

const { socketPath, host, docker } = await startDockerd();
await importImage(artifacts().rootfs, host);
await docker(["run", "--detach", "--network", "none", dockerImage, "sleep", "1000"]);
console.log(socketPath);
setInterval(() => {}, 1000);
