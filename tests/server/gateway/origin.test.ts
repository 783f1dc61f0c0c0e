import { describe, expect, test } from "vitest";
import { isHostAllowed, isOriginAllowed } from "../../../src/server/gateway/origin.ts";

const local = { host: "127.0.0.1", origins: ["https://course.example"] };
const open = { host: "0.0.0.0", origins: [] };

describe("a server for this machine alone", () => {
  test.each(["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "course.example"])("answers to %s", (host) => {
    expect(isHostAllowed(local, host)).toBe(true);
  });
  test.each(["rebound.example:8080", "localhost.evil.example", "", undefined, "%"])("does not answer to %j", (host) => {
    expect(isHostAllowed(local, host)).toBe(false);
  });
  test("one that listens to the world answers to any name", () => {
    expect(isHostAllowed(open, "labs.example")).toBe(true);
  });
});

describe("origins", () => {
  test.each([
    [undefined, "localhost:8080", true],
    ["http://localhost:8080", "localhost:8080", true],
    ["https://course.example", "localhost:8080", true],
    ["http://localhost:9999", "localhost:8080", false],
    ["https://evil.example", "localhost:8080", false],
    ["https://course.example.evil.example", "localhost:8080", false],
    ["null", "localhost:8080", false],
    ["", "localhost:8080", false],
  ])("%j at %s: %s", (origin, host, allowed) => {
    expect(isOriginAllowed(local, origin, host)).toBe(allowed);
  });
});
