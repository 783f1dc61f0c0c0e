/** What must hold of every sandbox holds of Podman's, and of Docker's with user ids of their own, or watched from inside. */
import { expect } from "vitest";
import { common, testRun } from "./contract.ts";

const podmans = [expect.stringContaining("change its /dev"), expect.stringContaining("number of files")];

testRun({
  daemon: "Docker",
  watchFrom: "inside",
  groups: ["everyday", "several"],
  detail: /^Docker/,
  missing: [expect.stringContaining("userns-remap"), expect.stringContaining("sampled by a helper")],
});
testRun({
  daemon: "Docker with userns-remap",
  groups: ["everyday", "isolation", "file count", "several", "several, limited each"],
  detail: /^Docker/,
  missing: [expect.stringContaining("share one range of user ids")],
});
testRun({
  daemon: "Podman",
  groups: [...common, "ids", "several", "several, limited each"],
  detail: /^Podman \S+ at \S+\.sock, cgroup v[12]$/,
  missing: podmans,
});
testRun({
  daemon: "Podman without ranges",
  groups: ["isolation", "several"],
  detail: /^Podman/,
  missing: [expect.stringContaining("/etc/subuid"), ...podmans],
});
