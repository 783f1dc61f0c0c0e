/** `class:`, `name:` and `lab:` at the head of a slide. */
import type { Diagnostic } from "../diagnostic.ts";
import type { Stretch } from "./slide.ts";

export interface Properties {
  classes: string[];
  name?: string;
  lab?: string;
}

const known = ["class", "lab", "name"];
/** remark knows more; until they have an effect here, an author is told. */
const later = ["background-image", "count", "exclude", "layout", "template"];
const property = /^([a-z][a-z-]*):[ \t]*(.*?)[ \t]*$/;

/** Takes the properties off the head of a slide. The rest is the slide's own text, on its own lines. */
export function takeProperties(
  slide: Stretch,
  file: string,
): { properties: Properties; rest: Stretch; diagnostics: Diagnostic[] } {
  const properties: Properties = { classes: [] };
  const diagnostics: Diagnostic[] = [];
  const lines = slide.text.split("\n");
  let taken = 0;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const [, key = "", value = ""] = property.exec(line) ?? [];
    if (!known.includes(key) && !later.includes(key)) {
      if (key !== "") diagnostics.push(unknown(key, slide.line + index, file));
      break;
    }
    if (key === "class") properties.classes.push(...value.split(/[\s,]+/).filter((name) => name !== ""));
    else if (key === "name" || key === "lab") properties[key] = value;
    else diagnostics.push(withoutEffect(key, slide.line + index, file));
    taken = index + 1;
  }
  return {
    properties,
    rest: { line: slide.line + taken, text: lines.slice(taken).join("\n") },
    diagnostics,
  };
}

function unknown(key: string, line: number, file: string): Diagnostic {
  const message = `\`${key}:\` is no property of a slide and is read as text; properties are ${known.join(", ")}; to show such a text, put a heading before it`;
  return { severity: "warning", file, line, column: 1, message };
}

function withoutEffect(key: string, line: number, file: string): Diagnostic {
  const message = `\`${key}:\` has no effect; take it out, or use ${known.join(", ")}`;
  return { severity: "warning", file, line, column: 1, message };
}
