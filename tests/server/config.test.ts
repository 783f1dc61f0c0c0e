import { expect, test } from "vitest";
import { ConfigError, describeSettings, readConfig } from "../../src/server/config.ts";

test("without settings everything has a default, and nothing can be changed afterwards", () => {
  const config = readConfig({});
  expect(config).toMatchObject({ host: "127.0.0.1", port: 8080, sandbox: "auto", origins: [] });
  expect(Object.isFrozen(config) && Object.isFrozen(config.origins)).toBe(true);
});

test("the longest life is never shorter than the first", () => {
  expect(readConfig({ PIDONE_SESSION_SECONDS: "20000" }).session_seconds_max).toBe(20_000);
});

test("origins are normalized", () => {
  expect(readConfig({ PIDONE_ORIGINS: "https://a.example/, http://b.example:80" }).origins).toEqual([
    "https://a.example",
    "http://b.example",
  ]);
});

test.each([
  [{ PIDONE_PORT: "80a" }, 'PIDONE_PORT="80a": write a whole number from 0 to 65535'],
  [{ PIDONE_IDLE_SECONDS: "1.5" }, "write a whole number from 5 to 86400"],
  [{ PIDONE_PORT: "70000" }, "65535"],
  [{ PIDONE_SANDBOX: "vm" }, "auto"],
  [{ PIDONE_ORIGINS: "course.example" }, "https://course.example"],
  [{ PIDONE_PROT: "8081" }, "PIDONE_PROT: there is no such setting"],
  [{ PIDONE_PORT: "x", PIDONE_LOG: "loud" }, "PIDONE_LOG"],
])("%o is refused with what to write instead", (environment, message) => {
  expect(() => readConfig(environment)).toThrow(ConfigError);
  expect(() => readConfig(environment)).toThrow(message);
});

test("every setting is described with its default", () => {
  expect(describeSettings()).toContain("PIDONE_PORT");
  expect(
    describeSettings()
      .split("\n")
      .filter((line) => !/\[.*\]$/.test(line) || line.includes("undefined")),
  ).toEqual([]);
});
