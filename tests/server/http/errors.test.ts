import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify from "fastify";
import { expect, test } from "vitest";
import { registerErrors } from "../../../src/server/http/errors.ts";
import { createMetrics } from "../../../src/server/metrics.ts";

const page = "text/html,application/xhtml+xml;q=0.9";

/** @param pages files of the site, and what is in them */
async function answers(pages: Record<string, string>, asked: { url: string; accept: string }[]) {
  const site = await mkdtemp(join(tmpdir(), "site-"));
  await using app = Fastify();
  try {
    for (const [name, text] of Object.entries(pages)) {
      await mkdir(join(site, name, ".."), { recursive: true });
      await writeFile(join(site, name), text);
    }
    registerErrors(app, createMetrics(), site);
    const got = [];
    for (const { url, accept } of asked) got.push(await app.inject({ url, headers: { accept } }));
    return got.map(({ statusCode, headers, body }) => [statusCode, headers["content-type"], body]);
  } finally {
    await rm(site, { recursive: true });
  }
}

test("who asks for a page that is not there gets one in the language of its address", async () => {
  const pages = { "404.html": "Page not found", "fr/404.html": "Page introuvable" };
  const asked = ["/fr/read/nothing/", "/fr/", "/french", "/", "/%66r/x", "/constructor/"].map((url) => ({
    url,
    accept: page,
  }));
  const html = "text/html; charset=utf-8";
  expect(await answers(pages, asked)).toEqual([
    [404, html, "Page introuvable"],
    [404, html, "Page introuvable"],
    [404, html, "Page not found"],
    [404, html, "Page not found"],
    [404, html, "Page not found"],
    [404, html, "Page not found"],
  ]);
});

test("programs get a problem, and so does everybody where no site is built", async () => {
  const pages = { "404.html": "Page not found" };
  const problem = [
    404,
    expect.stringContaining("application/problem+json"),
    expect.stringContaining("urn:pid-one:problem:not-found"),
  ];
  const asked = [
    { url: "/read/nothing/", accept: "*/*" },
    { url: "/api/nothing", accept: page },
  ];
  expect(await answers(pages, asked)).toEqual([problem, problem]);
  expect(await answers({}, [{ url: "/fr/nothing/", accept: page }])).toEqual([problem]);
});
