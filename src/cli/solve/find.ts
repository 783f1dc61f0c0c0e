/** Finds the scripts of what somebody names: a lab, a lab's folder, a chapter, a manifest; or of all there is. */
import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Deck } from "../../course/deck.ts";
import type { Lab } from "../../course/lab-file.ts";
import { readLab } from "../../course/labs.ts";
import { readChapter, readDeck, readDecks } from "../../course/read-deck.ts";
import { deckScripts, labScript, type Script } from "../../course/scripts.ts";

export interface Found {
  scripts: Script[];
  /** Those that are named themselves. */
  labs: Lab[];
}

/** Where decks are: the guide for authors is one as well. */
const deckFolders = ["slides", "docs"];

/**
 * A chapter's lab is what its manifest says.
 * @param labs those of the course, which is in the working folder
 * @throws Error that says what cannot be found; CourseError when a manifest or a lab file cannot be used
 */
export async function find(names: readonly string[], labs: readonly Lab[]): Promise<Found> {
  const folders = deckFolders.filter((folder) => existsSync(folder));
  const decks = (await Promise.all(folders.map((folder) => readDecks(folder)))).flat();
  if (names.length === 0) return { scripts: [...labs.map(labScript), ...decks.flatMap(deckScripts)], labs: [...labs] };
  const found = await Promise.all(names.map((name) => findOne(name, labs, decks)));
  return { scripts: found.flatMap(({ scripts }) => scripts), labs: found.flatMap((one) => one.labs) };
}

async function findOne(name: string, labs: readonly Lab[], decks: readonly Deck[]): Promise<Found> {
  const lab = await labNamed(name, labs);
  if (lab !== undefined) return { scripts: [labScript(lab)], labs: [lab] };
  if (!existsSync(name)) {
    const known = labs.map(({ id }) => id).join(", ");
    throw new Error(`there is no lab and no file "${name}"; labs are ${known}; name one, a chapter or a manifest`);
  }
  if (/\.ya?ml$/.test(name)) return { scripts: deckScripts(await readDeck(name)), labs: [] };
  const isIt = ({ file }: Script) => resolve(file) === resolve(name);
  const ofDecks = decks.flatMap(deckScripts).find(isIt);
  return { scripts: ofDecks ? [ofDecks] : deckScripts(await readChapter(name)), labs: [] };
}

async function labNamed(name: string, labs: readonly Lab[]): Promise<Lab | undefined> {
  const dir = basename(name) === "lab.md" ? dirname(name) : name;
  if (existsSync(join(dir, "lab.md"))) return await readLab(dir);
  return labs.find(({ id }) => id === name);
}
