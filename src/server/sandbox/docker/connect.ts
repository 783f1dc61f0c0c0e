/** The first call to a daemon: who it is, and which version of the API it speaks. */
import type { DaemonAddress } from "./address.ts";
import { DockerApi } from "./api.ts";

/** @throws DaemonError */
export async function connect(address: DaemonAddress): Promise<{ api: DockerApi; isPodman: boolean }> {
  const { apiVersion, isPodman } = await new DockerApi(address).ping();
  return { api: new DockerApi(address, apiVersion), isPodman };
}
