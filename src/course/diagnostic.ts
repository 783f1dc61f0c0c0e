/** What is wrong in a file of the course, and where. */

export interface Diagnostic {
  severity: "error" | "warning";
  file: string;
  /** Both from 1. */
  line: number;
  column: number;
  /** What was found and what to write instead. */
  message: string;
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
