/** What `@@NAME@@` stands for in a deck, and what it stands for if the manifest does not say. */
import type { IncludedFile, Macros } from "./dialect/macros.ts";
import type { Manifest } from "./manifest.ts";

export function deckMacros(
  manifest: Manifest,
  { id, included, isAlone }: { id: string; included: ReadonlyMap<string, IncludedFile>; isAlone: boolean },
): Macros {
  const { title, chat, gitrepo, gitbranch, slides, zip, html, slidenumberprefix } = manifest;
  const values = new Map([
    // The lines of a title are lines on its slide.
    ["TITLE", title.trim().replace(/\s*\n\s*/g, "<br/>")],
    ["CHAT", chat ?? ""],
    ["GITREPO", gitrepo ?? ""],
    ["GITBRANCH", gitbranch ?? "main"],
    ["SLIDES", slides ?? ""],
    ["ZIP", zip ?? (slides ? `${slides.replace(/\/$/, "")}/slides.zip` : "")],
    ["HTML", html ?? `${id}.html`],
    ["SLIDENUMBERPREFIX", slidenumberprefix ?? ""],
  ]);
  const linkBase = gitrepo ? `https://${gitrepo}/tree/${gitbranch ?? "main"}` : "..";
  return { values, linkBase, included, mayBeEmpty: isAlone };
}
