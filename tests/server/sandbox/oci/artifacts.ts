/** What set-up builds and these tests start. PIDONE_TEST_ROOTFS, PIDONE_TEST_INIT, PIDONE_TEST_CONSOLE and PIDONE_TEST_OBSERVER name others. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";

const architecture = process.arch === "arm64" ? "aarch64" : "x86_64";

const places = {
  rootfs: process.env.PIDONE_TEST_ROOTFS ?? "dist/sandbox/rootfs",
  initBinary: process.env.PIDONE_TEST_INIT ?? `dist/init/pid-one-${architecture}`,
  consoleBinary: process.env.PIDONE_TEST_CONSOLE ?? "dist/sandbox/console",
  observerBinary: process.env.PIDONE_TEST_OBSERVER ?? "dist/sandbox/observer",
};

/** @throws when one is missing, saying how it is built */
export function artifacts(): typeof places {
  const missing = Object.values(places).filter((place) => !existsSync(place));
  if (missing.length > 0) {
    throw new Error(`${missing.join(", ")} missing: run npm test, which builds all that its tests need`);
  }
  return {
    rootfs: resolve(places.rootfs),
    initBinary: resolve(places.initBinary),
    consoleBinary: resolve(places.consoleBinary),
    observerBinary: resolve(places.observerBinary),
  };
}
