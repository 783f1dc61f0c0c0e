/** The inits that ours is measured beside: those of Debian that are installed here. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

export interface Init {
  name: string;
  path: string;
  /** Given to it before the command. */
  options?: string[];
}

const peers = [
  { name: "tini", debianPackage: "tini" },
  { name: "tini-static", debianPackage: "tini" },
  { name: "dumb-init", debianPackage: "dumb-init" },
  { name: "catatonit", debianPackage: "catatonit" },
];

/** @returns those found on the path, and for each other one a line that says how to get it */
export function findPeers(path = process.env.PATH ?? ""): { found: Init[]; missing: string[] } {
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  const found: Init[] = [];
  const missing: string[] = [];
  for (const { name, debianPackage } of peers) {
    const file = folders.map((folder) => join(folder, name)).find((candidate) => existsSync(candidate));
    if (file) found.push({ name, path: file });
    else missing.push(`${name} is not here: apt-get install ${debianPackage}`);
  }
  return { found, missing };
}
