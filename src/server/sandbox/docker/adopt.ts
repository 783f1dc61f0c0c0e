/** Takes over containers whose server is gone, while they run. */
import { join } from "node:path";
import { messageOf } from "../errors.ts";
import { serverRuns } from "../server-folder.ts";
import { noteAdopted } from "./adopted.ts";
import { listSchema } from "./answers.ts";
import type { DockerSandbox } from "./container.ts";
import type { DockerContext } from "./context.ts";
import { hangUpAll } from "./exec.ts";
import { labels, readSpec } from "./labels.ts";
import { attach, openSandbox } from "./start.ts";

/** @param ids of sandboxes. @returns those that run; one that cannot be taken over is left to the clean-up */
export async function adoptSandboxes(context: DockerContext, ids: readonly string[]): Promise<DockerSandbox[]> {
  const { api, group, options, server } = context;
  const filters = JSON.stringify({ label: [`${labels.group}=${group}`], status: ["running"] });
  const containers = await api.json(listSchema, "GET", "/containers/json", { query: { filters } });
  const adopted: DockerSandbox[] = [];
  for (const { Id, Labels } of containers) {
    const id = Labels?.[labels.sandbox] ?? "";
    if (!ids.includes(id) || (await serverRuns(join(options.stateDir, "servers", Labels?.[labels.server] ?? ""))))
      continue;
    try {
      await noteAdopted(server, Id);
      const spec = readSpec(Labels?.[labels.spec]);
      // Their other ends went with the server, and nobody can attach to them a second time.
      await hangUpAll(api, Id);
      adopted.push(await openSandbox(context, spec, Id, await attach(context, Id)));
    } catch (error) {
      options.log.warn({ sandbox: id, error: messageOf(error) }, "a lab of the last server cannot go on");
    }
  }
  return adopted;
}
