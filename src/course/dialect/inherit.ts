/** Makes slides of cuts: steps go on with what is before them, layouts and templates give content, classes, properties. */
import { type Diagnostic, diagnose } from "../diagnostic.ts";
import { problems } from "../problems.ts";
import { classesIn } from "./properties.ts";
import type { Build, Slide } from "./slide.ts";
import { join, type Source } from "./source.ts";
import type { Cut } from "./split.ts";

/** So much may be handed on in a deck, in lines: a long layout of many slides would have no end. */
const inheritedMax = 200_000;
/** A longer value of a property is no word to put into a text. */
const valueMax = 200;

/** What a layout and a template do not hand on. */
const ownOnly = new Set(["name", "layout", "count", "exclude", "toc"]);

/** Feed it all cuts of a deck in order: names, templates and the layout hold from file to file. */
export class Inheritance {
  readonly diagnostics: Diagnostic[] = [];
  readonly #byName = new Map<string, Slide>();
  #layout: Slide | undefined;
  #inherited = 0;

  /** The slides that show, with all that they inherit; a layout itself shows nowhere. */
  slidesOf(cuts: readonly Cut[]): Slide[] {
    const slides: Slide[] = [];
    let open: Slide | undefined;
    for (const cut of cuts) {
      // A step that is excluded is as if it were not there; what goes on after it goes on with what was before.
      if (cut.properties.get("exclude")?.toLowerCase() === "true") {
        if (!cut.isContinued) open = undefined;
        continue;
      }
      if (cut.isContinued && open !== undefined) {
        this.#addBuild(open, cut);
        continue;
      }
      open = this.#start(cut);
      if (open.properties.get("layout") === "true") this.#layout = open;
      else slides.push(open);
    }
    for (const slide of slides) expandVariables(slide);
    return slides;
  }

  #start(cut: Cut): Slide {
    const template = this.#affordable(this.#templateOf(cut), cut);
    const properties = inherit(template?.properties, cut.properties);
    const classes = classesIn(properties);
    const source = fill(template?.builds[0].source, cut.source);
    const first: Build = { source, classes, own: classes };
    const notes = [template?.builds[0].notes, cut.notes].filter((source) => source !== undefined);
    if (notes.length > 0) first.notes = join(notes);
    const slide: Slide = {
      place: cut.place,
      properties,
      classes,
      counted: cut.properties.get("count")?.toLowerCase() !== "false",
      builds: [first],
    };
    this.#describe(slide);
    return slide;
  }

  #affordable(template: Slide | undefined, { place }: Cut): Slide | undefined {
    if (template === undefined) return undefined;
    const before = this.#inherited;
    this.#inherited += template.builds[0].source.lines.length + (template.builds[0].notes?.lines.length ?? 0);
    if (this.#inherited <= inheritedMax) return template;
    if (before <= inheritedMax) this.diagnostics.push(diagnose(place, problems.templateLong(inheritedMax)));
    return undefined;
  }

  #templateOf({ place, properties }: Cut): Slide | undefined {
    const name = properties.get("template");
    if (name !== undefined) {
      const template = this.#byName.get(name);
      if (template === undefined) this.diagnostics.push(diagnose(place, problems.templateMissing(name)));
      else return template;
    }
    if (properties.get("layout") === "false") this.#layout = undefined;
    return properties.get("layout") === "true" ? undefined : this.#layout;
  }

  #describe(slide: Slide): void {
    const name = slide.properties.get("name");
    if (name !== undefined && name !== "") {
      if (this.#byName.has(name)) this.diagnostics.push(diagnose(slide.place, problems.nameTwice(name)));
      else this.#byName.set(name, slide);
      slide.name = name;
    }
    const lab = slide.properties.get("lab");
    if (lab !== undefined) slide.lab = lab;
    const address = /^url\(\s*(["']?)(.*?)\1\s*\)$/.exec(slide.properties.get("background-image") ?? "")?.[2];
    if (address === undefined || address === "") return;
    // What is not fetched as a file or from a site might be run.
    if (/^(?:https?:|(?![a-z][a-z\d+.-]*:))[^\p{Cc}]*$/iu.test(address)) slide.background = address;
    else this.diagnostics.push(diagnose(slide.place, problems.addressUnsafe(address)));
  }

  #addBuild(slide: Slide, cut: Cut): void {
    const before = slide.builds.at(-1)?.classes ?? [];
    const own = classesIn(cut.properties);
    const build: Build = { source: cut.source, classes: [...new Set([...before, ...own])], own };
    if (cut.notes !== undefined) build.notes = cut.notes;
    slide.builds.push(build);
    const properties = new Map(slide.properties);
    for (const [key, value] of cut.properties) if (key !== "class") properties.set(key, value);
    slide.properties = properties;
    this.#describe(slide);
  }
}

function inherit(from: ReadonlyMap<string, string> | undefined, own: ReadonlyMap<string, string>): Map<string, string> {
  const properties = new Map(own);
  for (const [key, value] of from ?? []) {
    if (ownOnly.has(key) || key === "template") continue;
    if (key === "class") properties.set(key, own.has(key) ? `${value}, ${own.get(key)}` : value);
    else if (!own.has(key)) properties.set(key, value);
  }
  return properties;
}

/** A template's text, and the slide's own where it says `{{content}}`, or after it. */
function fill(template: Source | undefined, own: Source): Source {
  if (template === undefined) return own;
  const at = template.lines.findIndex((line) => /(?<!\\)\{\{\s*content\s*\}\}/.test(line));
  if (at === -1) return join([template, { lines: [""], runs: template.runs.slice(-1) }, own]);
  const [head = "", tail = ""] = (template.lines[at] ?? "").split(/\{\{\s*content\s*\}\}/);
  const runs = template.runs.slice(-1);
  const before = { ...template, lines: template.lines.slice(0, at) };
  const after = { lines: template.lines.slice(at + 1), runs };
  const [first = "", ...others] = own.lines;
  const lines = [head + first, ...others];
  lines.push(`${lines.pop() ?? ""}${tail}`);
  return join([before, { ...own, lines }, after]);
}

/** `{{ key }}` is the slide's property of that name; what is none stays as it is. */
function expandVariables({ builds, properties }: Slide): void {
  if (!builds.some(({ source }) => source.lines.some((line) => line.includes("{{")))) return;
  for (const build of builds) {
    const lines = build.source.lines.map((line) =>
      line.replace(/(\\)?\{\{\s*([\w-]+)\s*\}\}/g, (whole, escaped: string | undefined, key: string) => {
        if (escaped !== undefined) return whole.slice(1);
        if (key === "content") return "";
        const value = properties.get(key);
        return value === undefined || value.length > valueMax ? whole : value;
      }),
    );
    build.source = { ...build.source, lines };
  }
}
