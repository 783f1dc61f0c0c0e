/** What must hold of every sandbox holds of Podman's, and of Docker's with user ids of their own, or watched from inside. */
import { expect } from "vitest";
import { common, testRun } from "./contract.ts";

const podmans = [expect.stringContaining("change its /dev"), expect.stringContaining("number of files")];

testRun({
  daemon: "Docker",
  watchFrom: "inside",
  groups: ["everyday"],
  detail: /^Docker/,
  missing: [expect.stringContaining("userns-remap"), expect.stringContaining("sampled by a helper")],
});
testRun({
  daemon: "Docker with userns-remap",
  groups: ["everyday", "isolation", "file count"],
  detail: /^Docker/,
  missing: [expect.stringContaining("share one range of user ids")],
});
testRun({
  daemon: "Podman",
  groups: [...common, "ids"],
  detail: /^Podman \S+ at \S+\.sock, cgroup v[12]$/,
  missing: podmans,
});
testRun({
  daemon: "Podman without ranges",
  groups: ["isolation"],
  detail: /^Podman/,
  missing: [expect.stringContaining("/etc/subuid"), ...podmans],
});
