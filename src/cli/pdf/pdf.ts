/** `pid-one pdf [DECK ...]`: prints decks of the built site into dist/pdf. */
import { mkdir, rename, rm } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { manifestsIn } from "../../course/read-deck.ts";
import { inSiteWindow, type SiteWindow } from "../browser/site-window.ts";
import { explain } from "../explain.ts";
import { repository } from "../setup/paths.mjs";
import { longStep } from "../setup/progress.mjs";

const usage = `Usage: pid-one pdf [DECK ...]

Prints decks (the default: all) of the built site, for which npm run pdf builds the site first:

  dist/pdf/DECK.pdf          a page for each slide, with all that its steps show, and an outline
  dist/pdf/DECK-handout.pdf  on A4: each slide, the answers to its questions, and its speaker notes
`;

const outDir = join(repository, "dist/pdf");

export async function pdf(args: string[]): Promise<number> {
  if (args.some((arg) => arg.startsWith("-"))) {
    const isHelp = args[0] === "--help" || args[0] === "-h";
    (isHelp ? process.stdout : process.stderr).write(usage);
    return isHelp ? 0 : 2;
  }
  try {
    const known = await decksOfSite();
    const unknown = args.find((name) => !known.includes(name));
    if (unknown !== undefined) {
      process.stderr.write(`pid-one pdf: there is no deck "${unknown}"; write one of ${known.join(", ")}\n`);
      return 2;
    }
    await mkdir(outDir, { recursive: true });
    await inSiteWindow(async (window) => {
      for (const deck of args.length > 0 ? args : known) {
        await print(`the slides of ${deck}`, `${deck}.pdf`, (path) => printSlides(window, deck, path));
        await print(`the handout of ${deck}`, `${deck}-handout.pdf`, (path) => printHandout(window, deck, path));
      }
    });
    return 0;
  } catch (error) {
    process.stderr.write(`pid-one pdf: ${explain(error)}\n`);
    return 1;
  }
}

/** The guide for authors is a deck as well. */
async function decksOfSite(): Promise<string[]> {
  const folders = ["slides", "docs"].map((folder) => join(repository, folder));
  const manifests = (await Promise.all(folders.map(manifestsIn))).flat();
  return manifests.map((path) => basename(path).replace(/\.\w+$/, ""));
}

/** A file has its name only when it is whole. */
async function print(what: string, name: string, printTo: (path: string) => Promise<void>): Promise<void> {
  const path = join(outDir, name);
  const unfinished = join(outDir, `.${process.pid}-${name}`);
  try {
    await longStep(`Printing ${what}`, () => printTo(unfinished));
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
  process.stdout.write(`${relative(process.cwd(), path)}\n`);
}

async function printSlides({ page, open }: SiteWindow, deck: string, path: string): Promise<void> {
  // Letters are fitted to the page as it is printed.
  await page.emulateMedia({ media: "print" });
  await open(`deck/${deck}/?print-pdf`, "main.deck[data-fitted]");
  await page.pdf({ path, preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
}

async function printHandout({ page, open }: SiteWindow, deck: string, path: string): Promise<void> {
  await page.emulateMedia({ media: "print" });
  await open(`deck/${deck}/handout/`, "main.handout[data-drawn]");
  await page.pdf({ path, preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
}
