/** The server's picture of a namespace beside what ps(1) says in it. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ProcessPicture } from "../../src/server/sandbox/processes/picture.ts";
import type { Namespace } from "./namespace.ts";
import type { Told } from "./told.ts";

const run = promisify(execFile);

const columns = ["pid", "ppid", "pgid", "sid", "uid", "stat", "comm"];

/** Rows of the picture that ps has not, and the other way about. ps itself, which comes from outside, is in both for a moment. */
export async function unlikePs(told: Told, { initPid }: Namespace): Promise<string[]> {
  const asked = columns.flatMap((column) => ["-o", `${column}=`]);
  const { stdout } = await run("nsenter", ["-t", String(initPid), "-p", "-m", "ps", "-e", ...asked]);
  const rows = stdout
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [pid, ppid, pgid, sid, uid, stat = "", command] = line.trim().split(/\s+/);
      return [pid, ppid, pgid, sid, uid, stat.replace(/[^A-Zs]|(?<=.)[A-Z]/g, ""), command].join(" ");
    });
  const picture = new ProcessPicture();
  for (const line of told.lines) picture.see(line);
  const own = picture
    .take()
    .list.map(({ pid, ppid, pgid, sid, uid, state, command }) =>
      [pid, ppid, pgid, sid, uid, sid === pid ? `${state}s` : state, command].join(" "),
    );
  const isOfLives = (row: string) => !/(ps|nsenter)$/.test(row);
  return [
    ...own.filter((row) => !rows.includes(row)).map((row) => `told: ${row}`),
    ...rows.filter((row) => !own.includes(row)).map((row) => `ps: ${row}`),
  ].filter(isOfLives);
}
