/** `class:`, `name:` and their like at the head of a slide, or in a comment `<!-- key: value -->`. */
import { type Diagnostic, diagnose } from "../diagnostic.ts";
import { problems } from "../problems.ts";
import { placeOf, type Source, slice } from "./source.ts";

export type Properties = Map<string, string>;

/** Those that have an effect here. */
const known = ["background-image", "class", "count", "exclude", "lab", "layout", "name", "template", "toc"];
/** Those that others write, and that mean nothing here. */
const silent = ["background-color", "background-position", "background-size", "continued", "highlight-style"];
const property = /^([A-Za-z][\w-]*):(.*)$/;
const comment = /^[ \t]*<!--(.*?)-->[ \t]*$/;

/** Takes the properties off a slide. The rest is the slide's own text. `fenced` says which of its lines are code. */
export function takeProperties(
  source: Source,
  fenced: readonly boolean[],
): { properties: Properties; rest: Source; diagnostics: Diagnostic[] } {
  const properties: Properties = new Map();
  const diagnostics: Diagnostic[] = [];
  const headEnd = takeHead(source, properties, diagnostics);
  const rest = slice(source, headEnd);
  const lines = rest.lines.map((line, index) => {
    if (fenced[headEnd + index]) return line;
    const [, key, value] = commented(line);
    if (key === undefined || value === undefined) return line;
    set(properties, key, value.trim());
    return "";
  });
  return { properties, rest: { ...rest, lines }, diagnostics };
}

/** Gives the number of lines that the head has. */
function takeHead(source: Source, properties: Properties, diagnostics: Diagnostic[]): number {
  let end = 0;
  for (const [index, line] of source.lines.entries()) {
    if (line.trim() === "" || comment.test(line)) continue;
    const [, key, value] = property.exec(line) ?? [];
    if (key === undefined || value === undefined) break;
    if (!isProperty(key)) {
      // `Note: …` is how sentences start; a property that was mistyped is in small letters.
      if (key === key.toLowerCase() && !value.trimStart().startsWith("//")) {
        diagnostics.push(diagnose(placeOf(source, index), problems.unknownProperty(key, known.join(", "))));
      }
      break;
    }
    set(properties, key, value.trim());
    for (const before of source.lines.slice(end, index)) {
      const [, inComment, its] = commented(before);
      if (inComment !== undefined && its !== undefined) set(properties, inComment, its);
    }
    end = index + 1;
  }
  return end;
}

function commented(line: string): readonly (string | undefined)[] {
  const inside = comment.exec(line)?.[1]?.trim();
  const match = inside === undefined ? null : property.exec(inside);
  return match?.[1] !== undefined && isProperty(match[1]) ? match : [];
}

function isProperty(key: string): boolean {
  return known.includes(key) || silent.includes(key);
}

/** Classes add up; of all else the last counts. */
function set(properties: Properties, key: string, value: string): void {
  const before = properties.get(key);
  properties.set(key, key === "class" && before !== undefined ? `${before}, ${value}` : value);
}

export function classesIn(properties: ReadonlyMap<string, string>): string[] {
  return (properties.get("class") ?? "").split(/[\s,]+/).filter((name) => name !== "");
}
