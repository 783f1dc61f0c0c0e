/** `npm run dev`: the server restarts and the pages reload at each change. */
import { spawn } from "node:child_process";
import { once } from "node:events";

const pagesPort = "4321";
const labsPort = process.env.PIDONE_PORT ?? "8080";
const pages = [`http://localhost:${pagesPort}`, `http://127.0.0.1:${pagesPort}`];

const children = [
  spawn("node", ["--watch-preserve-output", "--watch", "src/cli/pid-one.ts", "serve"], {
    stdio: "inherit",
    env: { ...process.env, PIDONE_PORT: labsPort, PIDONE_ORIGINS: pages.join(",") },
  }),
  spawn("astro", ["dev", "--port", pagesPort], {
    stdio: "inherit",
    env: { ...process.env, PUBLIC_LAB_SERVER: `http://127.0.0.1:${labsPort}` },
  }),
];

const stop = () => {
  for (const child of children) child.kill("SIGTERM");
};
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
await Promise.race(children.map((child) => once(child, "exit")));
stop();
