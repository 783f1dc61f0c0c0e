/** What is wrong in a file of the course, and where. */
import type { Place } from "./dialect/source.ts";
import type { Problem } from "./problems.ts";

export interface Diagnostic extends Place {
  severity: "error" | "warning";
  /** The name of the kind of problem, in `problems.ts`; checks of YAML have `yaml`. */
  code: string;
  /** What was found and what to write instead. */
  message: string;
}

export function diagnose(place: Place, { severity, code, message }: Problem): Diagnostic {
  const { file, line, column } = place;
  return { severity, code, file, line, column, message };
}

/** One line, in the form that editors and terminals make clickable. */
export function formatDiagnostic({ file, line, column, severity, message }: Diagnostic): string {
  return `${file}:${line}:${column}: ${severity}: ${message}`;
}

/** A file that cannot be used. Its message has one line for each problem. */
export class CourseError extends Error {
  readonly problems: readonly Diagnostic[];

  constructor(problems: readonly Diagnostic[]) {
    super(problems.map(formatDiagnostic).join("\n"));
    this.name = "CourseError";
    this.problems = problems;
  }
}
