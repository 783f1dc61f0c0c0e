/** YAML between two `---` lines at the head of a file, then text. */
import { CourseError, diagnose } from "./diagnostic.ts";

export interface FrontMatter {
  yaml: string;
  /** The line in the file on which `yaml` starts. */
  yamlLine: number;
  text: string;
  textLine: number;
}

const fence = /^---[ \t]*$/;

/** Throws a CourseError that says which fence is missing. */
export function splitFrontMatter(source: string, file: string): FrontMatter {
  const lines = source.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (!fence.test(lines[0] ?? "")) {
    const message = `no front matter; start the file with a line ---, then the keys as YAML, then a line ---`;
    throw new CourseError([
      diagnose({ file, line: 1, column: 1 }, { severity: "error", code: "front-matter", message }),
    ]);
  }
  const end = lines.findIndex((line, index) => index > 0 && fence.test(line));
  if (end === -1) {
    const message = "the front matter that starts here does not end; write a line --- after its last key";
    throw new CourseError([
      diagnose({ file, line: 1, column: 1 }, { severity: "error", code: "front-matter", message }),
    ]);
  }
  return {
    yaml: lines.slice(1, end).join("\n"),
    yamlLine: 2,
    text: lines.slice(end + 1).join("\n"),
    textLine: end + 2,
  };
}
