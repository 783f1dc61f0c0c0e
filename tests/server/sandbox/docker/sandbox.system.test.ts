/** Labs of Docker: what must hold of every sandbox holds of its containers. Podman has other-daemons.long.test.ts. */
import { expect } from "vitest";
import { common, testRun } from "./contract.ts";

testRun({
  daemon: "Docker",
  groups: [...common, "cgroup namespace", "file count"],
  detail: /^Docker \S+ at \S+\.sock, cgroup v[12]$/,
  missing: [expect.stringContaining("userns-remap")],
});
