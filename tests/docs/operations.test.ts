/** What operators are given to watch is what the server tells. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { createMetrics } from "../../src/server/metrics.ts";

const ruleSchema = z.object({
  alert: z.string(),
  expr: z.string(),
  labels: z.object({ severity: z.enum(["page", "ticket"]) }),
  annotations: z.object({ summary: z.string(), action: z.string() }),
});
const alertsSchema = z.object({ groups: z.array(z.object({ name: z.string(), rules: z.array(ruleSchema) })) });
const dashboardSchema = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) })),
});

const { groups } = alertsSchema.parse(parse(await readFile("docs/operations/alerts.yml", "utf8")));
const { panels } = dashboardSchema.parse(JSON.parse(await readFile("docs/operations/dashboard.json", "utf8")));
const queries = [
  ...groups.flatMap(({ rules }) => rules.map(({ alert, expr }) => ({ where: `alert ${alert}`, expr }))),
  ...panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ where: `panel ${title}`, expr }))),
];

test.each(queries)("$where asks for metrics and labels that there are", async ({ expr }) => {
  const metrics = await createMetrics().registry.getMetricsAsJSON();
  const names = metrics.flatMap(({ name }) => [name, `${name}_bucket`, `${name}_count`, `${name}_sum`]);
  const asked = [...expr.matchAll(/\b(?:pidone|process|nodejs)_\w+/g)].map(([name]) => name);
  expect(asked.filter((name) => !names.includes(name))).toEqual([]);
  const labels = [...expr.matchAll(/\bby \(([\w, ]+)\)/g)].flatMap(([, list]) => list?.split(", ") ?? []);
  const source = await readFile("src/server/metrics.ts", "utf8");
  expect(labels.filter((label) => label !== "le" && !new RegExp(`labelNames: \\[.*"${label}"`).test(source))).toEqual(
    [],
  );
});

test("every metric of ours is on the dashboard or has an alert", async () => {
  const metrics = await createMetrics().registry.getMetricsAsJSON();
  const ours = metrics.map(({ name }) => name).filter((name) => name.startsWith("pidone_"));
  expect(ours.filter((name) => !queries.some(({ expr }) => expr.includes(name)))).toEqual([]);
});
