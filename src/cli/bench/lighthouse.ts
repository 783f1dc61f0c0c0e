/** One page as Lighthouse sees it: in a new browser, which has nothing of an earlier visit. */
import { createServer } from "node:net";
import { chromium } from "@playwright/test";
import lighthouse, { desktopConfig } from "lighthouse";
import { z } from "zod";
import { chromiumOptions } from "../browser/chromium.ts";

export const categories = ["performance", "accessibility", "best-practices", "seo"] as const;
export type Category = (typeof categories)[number];

/** mobile: a slow phone on a slow line, as Lighthouse imitates them. */
export type Form = "mobile" | "desktop";

export interface PageScore {
  /** From 0 to 100. */
  points: Record<Category, number>;
  /** All scripts that came over the network, compressed, with their headers. */
  script_bytes: number;
  /** What takes points, such as "performance: largest-contentful-paint, 2.5 s". */
  costs: string[];
}

const resultSchema = z.object({
  categories: z.record(
    z.enum(categories),
    z.object({
      score: z.number("could not be measured"),
      auditRefs: z.array(z.object({ id: z.string(), weight: z.number() })),
    }),
  ),
  audits: z.record(z.string(), z.object({ score: z.number().nullable(), displayValue: z.string().optional() })),
});

const requestsSchema = z.object({
  audits: z.object({
    "network-requests": z.object({
      details: z.object({ items: z.array(z.object({ resourceType: z.string(), transferSize: z.number() })) }),
    }),
  }),
});

/** @throws when the page could not be measured */
export async function measurePage(address: string, form: Form): Promise<PageScore> {
  const port = await freePort();
  const args = [...(chromiumOptions.args ?? []), `--remote-debugging-port=${port}`];
  const browser = await chromium.launch({ ...chromiumOptions, args });
  try {
    const flags = { port, logLevel: "error" as const, onlyCategories: [...categories] };
    const result = await lighthouse(address, flags, form === "desktop" ? desktopConfig : undefined);
    const error = result?.lhr.runtimeError;
    if (error !== undefined) throw new Error(`Lighthouse could not measure ${address}: ${error.message}`);
    return scoreOf(result?.lhr);
  } finally {
    await browser.close();
  }
}

/**
 * @param result Lighthouse's own
 * @throws when a category has no score, as when one of its audits failed
 */
export function scoreOf(result: unknown): PageScore {
  const { categories: all, audits } = resultSchema.parse(result);
  const requests = requestsSchema.parse(result).audits["network-requests"].details.items;
  const scripts = requests.filter(({ resourceType }) => resourceType === "Script");
  const points = (category: Category) => Math.round(all[category].score * 100);
  return {
    points: {
      performance: points("performance"),
      accessibility: points("accessibility"),
      "best-practices": points("best-practices"),
      seo: points("seo"),
    },
    script_bytes: scripts.reduce((sum, { transferSize }) => sum + transferSize, 0),
    costs: categories.flatMap((category) =>
      all[category].auditRefs
        .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
        .map(({ id }) =>
          [`${category}: ${id}`, audits[id]?.displayValue ?? ""].filter((part) => part !== "").join(", "),
        ),
    ),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return address.port;
}
