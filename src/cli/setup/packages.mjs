/** Debian packages: which are needed for what, and how they come onto the machine. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runQuietly } from "./processes.mjs";
import { longStep, SetupError, step } from "./progress.mjs";

/**
 * A package is there when all its files are: programs on the path, or absolute paths. `optional`: not every release has it,
 * or something else will do.
 */
const groups = {
  labs: [
    { name: "runc", has: ["runc"], why: "runs the labs' containers" },
    { name: "mmdebstrap", has: ["mmdebstrap"], why: "builds the labs' root file system" },
    { name: "wabt", has: ["wasm2c"], why: "compiles the init" },
    {
      name: "uidmap",
      has: ["newuidmap"],
      why: "gives an ordinary user's containers users of their own",
      onlyFor: "a user",
    },
    { name: "musl-tools", has: ["musl-gcc"], why: "compiles the init" },
  ],
  tests: [
    { name: "chromium", has: ["chromium"], why: "does in the tests what a reader does" },
    { name: "crun", has: ["crun"], why: "is the other container runtime" },
    { name: "runsc", has: ["runsc"], why: "runs labs on a kernel of their own", optional: true },
    { name: "tini", has: ["tini"], why: "is what the init is compared with" },
    { name: "dumb-init", has: ["dumb-init"], why: "is what the init is compared with" },
    { name: "catatonit", has: ["catatonit"], why: "is what the init is compared with" },
    { name: "gcc-aarch64-linux-gnu", has: ["aarch64-linux-gnu-gcc"], why: "compiles the init for arm64" },
    {
      name: "libc6-dev-arm64-cross",
      has: ["/usr/aarch64-linux-gnu/include/errno.h"],
      why: "has the headers to compile the init for arm64",
      onlyFor: "x64",
    },
    { name: "qemu-user", has: ["qemu-aarch64"], why: "runs the init for arm64" },
    {
      name: "libc6-dev-i386",
      has: ["/usr/include/gnu/stubs-32.h"],
      why: "has the headers to compile the init for i386",
      onlyFor: "x64",
    },
    { name: "strace", has: ["strace"], why: "shows which system calls the init makes" },
    { name: "clang", has: ["clang"], why: "reads the C code, along each path" },
    { name: "cppcheck", has: ["cppcheck"], why: "reads the C code" },
    { name: "docker.io", has: ["dockerd", "docker"], why: "starts containers in another way than the labs' driver" },
    { name: "podman", has: ["podman"], why: "is the other daemon that the docker driver runs labs on" },
    { name: "qemu-system-x86", has: ["qemu-system-x86_64"], why: "runs a machine with cgroup v2" },
    { name: "e2fsprogs", has: ["mke2fs"], why: "makes that machine's disk" },
    { name: "uidmap", has: ["newuidmap"], why: "is for the labs of ordinary users" },
    { name: "procps", has: ["ps", "pgrep"], why: "looks for what labs may have left behind" },
    { name: "poppler-utils", has: ["pdftotext", "pdfinfo"], why: "reads the PDFs that are made" },
    { name: "file", has: ["file"], why: "tells whether the init is static" },
  ],
  browser: [
    { name: "chromium", has: ["chromium"], why: "shows slides as a room sees them, and prints them", optional: true },
  ],
  bench: [
    { name: "chromium", has: ["chromium"], why: "shows the pages that Lighthouse measures" },
    { name: "docker.io", has: ["dockerd", "docker"], why: "is what the labs' start is compared with" },
    { name: "tini", has: ["tini", "tini-static"], why: "is an init that ours is compared with" },
    { name: "dumb-init", has: ["dumb-init"], why: "is an init that ours is compared with" },
    { name: "catatonit", has: ["catatonit"], why: "is an init that ours is compared with" },
  ],
};

/** To whom a package that not all need is of use. */
const isFor = {
  "a user": () => process.getuid() !== 0,
  x64: () => process.arch === "x64",
};

/** Containers need Linux; that a runtime is there, and that it may start something, is found out later. */
export function canRunSandboxes() {
  if (process.platform !== "linux")
    return {
      can: false,
      why: `labs run in Linux containers, and this is ${process.platform}. Start it in a Linux virtual machine.`,
    };
  if (!hasApt() && missing(["labs"]).length > 0) {
    const names = missing(["labs"]).map(({ name }) => name);
    return {
      can: false,
      why: `labs need ${names.join(", ")} (Debian's package names). Install them, then start again.`,
    };
  }
  return { can: true, why: "" };
}

/**
 * Installs what is missing where it may, else says what to do.
 * @param {(keyof typeof groups)[]} wanted
 * @throws SetupError with the command to run
 */
export async function installPackages(wanted) {
  const mayInstall = process.env.PIDONE_SETUP !== "never" && process.getuid() === 0 && hasApt();
  const packages = missing(wanted).filter(({ optional }) => mayInstall || !optional);
  if (packages.length === 0) return;
  const names = packages.map(({ name }) => name);
  const command = `apt-get update && apt-get install -y --no-install-recommends ${names.join(" ")}`;
  for (const { name, why } of packages) step(`Missing: ${name}, which ${why}`);
  if (!mayInstall)
    throw new SetupError(
      `${names.length === 1 ? "a package is" : "packages are"} missing. Run this as root, then try again:\n\n  ${command}\n\n` +
        "Or leave the labs out and serve the text alone: PIDONE_SANDBOX=none npm start",
    );
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await longStep("Reading Debian's package lists", (onLine) => runQuietly(["apt-get", "update"], { onLine }));
  const known = packages.filter(
    ({ name, optional }) => !optional || spawnSync("apt-cache", ["show", name]).status === 0,
  );
  const there = known.map(({ name }) => name);
  if (there.length === 0) return;
  await longStep(`Installing ${there.join(", ")}`, (onLine) =>
    runQuietly(["apt-get", "install", "-y", "--no-install-recommends", ...there], { env, onLine }),
  );
}

function missing(wanted) {
  return wanted
    .flatMap((group) => groups[group])
    .filter(({ onlyFor }) => onlyFor === undefined || isFor[onlyFor]())
    .filter(({ has }) => !has.every(isThere));
}

function hasApt() {
  return existsSync("/etc/debian_version") && isThere("apt-get");
}

function isThere(file) {
  if (file.startsWith("/")) return existsSync(file);
  // Programs of system administrators are not on every user's path.
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, file), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
