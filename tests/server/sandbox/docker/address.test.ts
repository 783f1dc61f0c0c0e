import { expect, test } from "vitest";
import { addressSchema, describeAddress, usualSockets } from "../../../../src/server/sandbox/docker/address.ts";

test.each([
  ["unix:///run/docker.sock", { socketPath: "/run/docker.sock" }],
  ["/run/podman/podman.sock", { socketPath: "/run/podman/podman.sock" }],
  ["tcp://127.0.0.1:2375", { host: "127.0.0.1", port: 2375 }],
  ["tcp://docker:2375/", { host: "docker", port: 2375 }],
  ["tcp://[::1]:2375", { host: "::1", port: 2375 }],
])("%s is an address", (text, address) => {
  expect(addressSchema.parse(text)).toEqual(address);
});

test.each(["", "docker.sock", "unix://docker.sock", "ssh://user@host", "tcp://host", "https://host:2376"])(
  "%j is none, and what to write instead is said",
  (text) => {
    expect(addressSchema.safeParse(text).error?.issues[0]?.message).toMatch(/write unix:\/\/\/run\/docker.sock/);
  },
);

test("an address is described as it is written", () => {
  expect(describeAddress({ socketPath: "/run/docker.sock" })).toBe("/run/docker.sock");
  expect(describeAddress({ host: "docker", port: 2375 })).toBe("tcp://docker:2375");
});

test("root's sockets are looked for, then the user's own", () => {
  expect(usualSockets({})).toEqual(["/var/run/docker.sock", "/run/podman/podman.sock"]);
  expect(usualSockets({ XDG_RUNTIME_DIR: "/run/user/7" }).slice(2)).toEqual([
    "/run/user/7/docker.sock",
    "/run/user/7/podman/podman.sock",
  ]);
});
