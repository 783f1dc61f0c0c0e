/** `@@NAME@@` in a text is replaced by what the manifest says for it. */
import type { Diagnostic } from "../diagnostic.ts";
import type { Stretch } from "./slide.ts";

export type Macros = ReadonlyMap<string, string>;

/** A macro that nothing defines stays as it is, with an error. */
export function expandMacros(
  stretch: Stretch,
  macros: Macros,
  file: string,
): { text: string; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const text = stretch.text
    .split("\n")
    .map((line, index) =>
      line.replace(/@@([A-Z]+)@@/g, (whole, name: string, offset: number) => {
        const value = macros.get(name);
        // One line stays one line, else positions after it would be wrong.
        if (value !== undefined) return value.replace(/\s*\n\s*/g, " ");
        const known = [...macros.keys()].map((key) => `@@${key}@@`).join(", ");
        const message = `${whole} is not defined; write ${known === "" ? "" : `${known}, or `}\`${name.toLowerCase()}: …\` in the manifest`;
        diagnostics.push({ severity: "error", file, line: stretch.line + index, column: offset + 1, message });
        return whole;
      }),
    )
    .join("\n");
  return { text, diagnostics };
}
