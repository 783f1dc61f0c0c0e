/** The border has three sides that no compiler compares: sys.ts, sys.js and system.c. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import * as next from "../../src/init/next";

const read = (name: string) => readFile(new URL(`../../src/init/${name}`, import.meta.url), "utf8");
const names = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]).sort();

test("every function of sys.ts is there in JavaScript and in C, and no other", async () => {
  const declared = names(await read("sys.ts"), /^export declare function (\w+)/gm);
  expect(declared.length).toBeGreaterThan(20);
  expect(names(await read("sys.js"), /^export const (\w+)/gm)).toEqual(declared);
  expect(names(await read("sys.js"), /=> kernel\.(\w+)\(/g)).toEqual(declared);
  expect(names(await read("system.c"), /^\w+ SYS\((\w+)\)/gm)).toEqual(declared);
});

test("the driver in C knows the policy's answers by the same numbers", async () => {
  const defined = [...(await read("system.c")).matchAll(/^#define (\w+) \((-\d+)\)$/gm)];
  expect(Object.fromEntries(defined.map(([, name, value]) => [name, Number(value)]))).toEqual({ ...next });
});
