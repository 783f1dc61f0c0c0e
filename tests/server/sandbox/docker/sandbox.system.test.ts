/** Labs of Docker: what must hold of every sandbox holds of its containers. Podman has other-daemons.long.test.ts. */
import { expect } from "vitest";
import { common, testRun } from "./contract.ts";

const remap = expect.stringContaining("userns-remap");

testRun({
  daemon: "Docker",
  groups: [...common, "cgroup namespace", "file count"],
  detail: /^Docker \S+ at \S+\.sock, cgroup v[12]$/,
  missing: [remap],
});
testRun({
  daemon: "Docker",
  watchFrom: "inside",
  groups: ["everyday"],
  detail: /^Docker/,
  missing: [remap, expect.stringContaining("sampled by a helper")],
});
