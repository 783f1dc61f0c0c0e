/** A sandbox's folder is its OCI bundle: config.json, the mount points of what only this container sees, and the socket. */
import { access, lstat, mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SandboxError } from "../sandbox.ts";
import { type ConfigInput, containerProcess, type LimitsBy, ociConfig } from "./config.ts";
import type { OciContext } from "./context.ts";
import { type IdMap, mapSlot } from "./id-map.ts";
import type { OciPart } from "./parts.ts";

export interface Bundle {
  path: string;
  /** [source, target]: mounted by the console in a mount namespace of its own. */
  binds: [string, string][];
  config: ConfigInput;
  limitsBy: LimitsBy;
}

/**
 * @param slot the claimed range of ids; null when all containers run as one user
 * @param joins the host's PID of a process whose namespaces it shares; null: it has its own
 */
export async function writeBundle(
  context: OciContext,
  { spec, cgroup }: Pick<OciPart, "spec" | "cgroup">,
  path: string,
  slot: number | null,
  joins: number | null,
): Promise<Bundle> {
  const labBin = join(spec.labDir, "bin");
  const hasLabBin = await exists(labBin);
  const sources = {
    rootfs: context.options.rootfs,
    labBin: hasLabBin ? labBin : null,
    initBinary: context.options.initBinary,
  };
  await mustExist(sources.rootfs, "root file system");
  if (spec.init === "pid-one") await mustExist(sources.initBinary, "init");
  if (slot !== null) {
    await mustBeOpen(sources.rootfs);
    if (hasLabBin) await mustBeOpen(labBin, await readdir(labBin));
    if (spec.init === "pid-one") await mustBeOpen(sources.initBinary);
  }

  const staged = slot === null ? { places: sources, binds: [] } : await stage(sources, path, spec.init === "pid-one");
  const limitsBy: LimitsBy = context.cgroups
    ? {
        kind: "cgroup",
        path: context.cgroups.pathOf(context.server.id, cgroup),
        limitsSwap: context.cgroups.limitsSwap,
      }
    : { kind: "rlimits" };
  const config = {
    spec,
    places: staged.places,
    ids: idsOf(context, slot),
    limitsBy,
    hasOwnKernel: context.runtime.hasOwnKernel,
    openFilesMax: context.openFilesMax,
    joins,
  };
  await writeFile(join(path, "config.json"), JSON.stringify(ociConfig(config)), { mode: 0o600 });
  return { path, binds: staged.binds, config, limitsBy };
}

/** A process that joins the container later is described in a file, too. @returns its name in the bundle */
export async function writeProcess(
  bundle: Bundle,
  name: string,
  args: string[],
  size: { cols: number; rows: number } | null,
): Promise<string> {
  const file = `${name}.json`;
  await writeFile(join(bundle.path, file), JSON.stringify(containerProcess(bundle.config, args, size)), {
    mode: 0o600,
  });
  return file;
}

/**
 * The container's root is nobody to the host, and may not even pass through the folders in which a checkout or a cache
 * stands (/root is closed to others). So what it needs is mounted in the bundle, where it may.
 */
async function stage(
  sources: { rootfs: string; labBin: string | null; initBinary: string },
  path: string,
  needsInit: boolean,
): Promise<Pick<Bundle, "binds"> & Pick<ConfigInput, "places">> {
  const places = {
    rootfs: join(path, "rootfs"),
    labBin: sources.labBin && join(path, "lab-bin"),
    initBinary: join(path, "init"),
  };
  const binds: [string, string][] = [[sources.rootfs, places.rootfs]];
  await mkdir(places.rootfs);
  if (sources.labBin !== null && places.labBin !== null) {
    await mkdir(places.labBin);
    binds.push([sources.labBin, places.labBin]);
  }
  if (needsInit) {
    await writeFile(places.initBinary, "");
    binds.push([sources.initBinary, places.initBinary]);
  }
  return { places, binds };
}

function idsOf({ privilege }: OciContext, slot: number | null): IdMap {
  if (slot !== null) return mapSlot(slot);
  if (privilege.kind === "rootless") return privilege.ids;
  throw new Error("root's containers have a slot each");
}

async function mustExist(path: string, what: string): Promise<void> {
  if (!(await exists(path)))
    throw new SandboxError(`The ${what} of the labs is missing at ${path}: run npm start to build it.`);
}

/**
 * Root of the container is nobody to the host: it may do what everyone may, which is nothing after a umask of 077.
 * @param entries of the folder, to be looked at as well
 */
async function mustBeOpen(path: string, entries: string[] = []): Promise<void> {
  for (const { mode } of [await stat(path), ...(await Promise.all(entries.map((entry) => lstat(join(path, entry)))))]) {
    const owners = (mode >> 6) & 0o5;
    if ((mode & owners) === owners) continue;
    throw new SandboxError(
      `Sandboxes run as users without rights, who cannot use ${path}: run chmod --recursive o+rX ${path}.`,
    );
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
