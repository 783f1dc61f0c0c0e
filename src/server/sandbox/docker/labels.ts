/** What a container carries, so that it is found again, and could be taken over by the next server. */
import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { initSchema } from "../../../protocol/labs.ts";
import { hasCode } from "../errors.ts";
import type { SandboxSpec } from "../sandbox.ts";

export const labels = {
  /** Which servers may remove it: those with the same state folder. */
  group: "pid-one.group",
  /** Which server started it: a folder below <stateDir>/servers. */
  server: "pid-one.server",
  sandbox: "pid-one.sandbox",
  /** Which of the sandbox's it is: "main", or the name of one that joins it. */
  container: "pid-one.container",
  /** All that was asked for, as JSON. */
  spec: "pid-one.spec",
  /** On images: "base" is the labs' root file system, "lab" that with one lab's programs. */
  image: "pid-one.image",
};

/** @param spec of the whole sandbox */
export function containerLabels(
  { group, serverId, name }: { group: string; serverId: string; name: string },
  spec: SandboxSpec,
): Record<string, string> {
  return {
    [labels.group]: group,
    [labels.server]: serverId,
    [labels.sandbox]: spec.id,
    [labels.container]: name,
    [labels.spec]: JSON.stringify(spec),
  };
}

const specSchema = z.object({
  id: z.string(),
  labDir: z.string(),
  init: initSchema,
  command: z.array(z.string()),
  containers: z.array(z.object({ name: z.string(), command: z.array(z.string()) })).default([]),
  shell: z.array(z.string()),
  env: z.record(z.string(), z.string()),
  hostname: z.string(),
  capabilities: z.array(z.string()),
  limits: z.object({ pids: z.number(), memory_bytes: z.number(), cpus: z.number(), tmpfs_bytes: z.number() }),
  cols: z.number(),
  rows: z.number(),
});

/** What a container was asked to be. @throws when the label is none of ours */
export function readSpec(label: string | undefined): SandboxSpec {
  return specSchema.parse(JSON.parse(label ?? "null"));
}

/** @param stateDir the driver's own. A name is kept in it: a daemon may serve several servers, each with a state folder of its own. */
export async function readGroup(stateDir: string): Promise<string> {
  const file = join(stateDir, "group");
  await mkdir(stateDir, { recursive: true, mode: 0o711 });
  await writeFile(file, randomBytes(8).toString("hex"), { flag: "wx", mode: 0o600 }).catch((error) => {
    if (!hasCode(error, "EEXIST")) throw error;
  });
  return (await readFile(file, "utf8")).trim();
}
