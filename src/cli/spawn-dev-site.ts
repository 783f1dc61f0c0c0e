/** The pages as `npm run dev` serves them, of a copy of the course that may be edited: for tests and measurements. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

export interface DevSite {
  /** Such as http://127.0.0.1:40123 */
  address: string;
  /** The copy: what is edited in its `slides/` is shown. */
  folder: string;
  stop(): Promise<void>;
}

const repository = resolve(import.meta.dirname, "../..");
/** Not package.json: so the packages are found, and may be served, where they are. */
const copied = ["src", "slides", "docs", "labs", "public", "tsconfig.json"];

/** With a cache of its own: another `npm run dev` would have its pages load anew when this one fills theirs. */
const config = `import config from "../../astro.config.mjs";
export default { ...config, vite: { ...config.vite, cacheDir: ".vite" } };
`;

/** @throws when it ends before it listens, with what it wrote */
export async function spawnDevSite(): Promise<DevSite> {
  const dist = join(repository, "dist");
  await mkdir(dist, { recursive: true });
  const folder = await mkdtemp(join(dist, "dev-"));
  for (const name of copied) await cp(join(repository, name), join(folder, name), { recursive: true });
  await writeFile(join(folder, "astro.config.mjs"), config);
  const astro = join(repository, "node_modules/.bin/astro");
  const child = spawn(astro, ["dev", "--host", "127.0.0.1", "--port", "0"], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1", ASTRO_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill();
      await once(child, "exit");
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let output = "";
      const read = (text: string) => {
        output += text;
        const address = output.match(/(http:\/\/127\.0\.0\.1:\d+)\//)?.[1];
        if (address) resolve(address);
      };
      child.stdout.setEncoding("utf8").on("data", read);
      child.stderr.setEncoding("utf8").on("data", read);
      child.on("error", reject);
      child.on("exit", (code) => reject(new Error(`astro dev ended with ${code}:\n${output}`)));
    });
    return { address, folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
