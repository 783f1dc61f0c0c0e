/** Dockerfile and compose.yaml name nothing that is not there. */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readConfig } from "../src/server/config.ts";

const dockerfile = readFileSync("Dockerfile", "utf8");
const ignored = readFileSync(".dockerignore", "utf8").split("\n");

test("all that the Dockerfile copies is there, and not ignored", () => {
  const sources = dockerfile
    .split("\n")
    .filter((line) => line.startsWith("COPY ") && !line.includes("--from="))
    .flatMap((line) => line.split(" ").slice(1, -1));
  expect(sources.length).toBeGreaterThan(5);
  expect(sources.filter((source) => !existsSync(source) || ignored.includes(source))).toEqual([]);
});

test("the settings that the image has are settings of the server", () => {
  const settings = [...dockerfile.matchAll(/(PIDONE_\w+)=(\S+)/g)].map(([, name, value]) => [name, value]);
  expect(readConfig(Object.fromEntries(settings))).toMatchObject({ host: "0.0.0.0", sandbox: "docker" });
});

test("compose gives the server the daemon's socket and nothing else of the machine", () => {
  const service = z.object({
    build: z.literal("."),
    ports: z.tuple([z.literal("127.0.0.1:8080:8080")]),
    volumes: z.tuple([z.string().endsWith(":/var/run/docker.sock"), z.literal("state:/run/pid-one")]),
    cap_drop: z.tuple([z.literal("ALL")]),
    read_only: z.literal(true),
  });
  const compose = z.object({ services: z.object({ "pid-one": service }), volumes: z.object({ state: z.null() }) });
  expect(compose.safeParse(parse(readFileSync("compose.yaml", "utf8"))).error).toBeUndefined();
});
