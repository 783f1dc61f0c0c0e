/** Reads YAML against a schema. The one place where a bad file becomes an error that names line, key and remedy. */
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { CourseError, type Diagnostic, diagnose } from "./diagnostic.ts";
import type { Place } from "./dialect/source.ts";
import { describeExpected, knownKeys } from "./expectation.ts";

export interface YamlSource {
  text: string;
  file: string;
  /** The line of the file on which `text` starts. */
  firstLine: number;
}

export interface OpenYaml<Value> {
  data: Value;
  /** All that are at the top, also those that the schema does not know. */
  keys: string[];
  /** Of the value at a path; of what holds it, if there is none. */
  placeOf: (path: readonly PropertyKey[]) => Place;
}

/** Throws a CourseError with every problem that was found. */
export function readYaml<Schema extends z.ZodType>(source: YamlSource, schema: Schema): z.output<Schema> {
  return openYaml(source, schema).data;
}

/** The same, for who has more to say about the values than a schema can. */
export function openYaml<Schema extends z.ZodType>(source: YamlSource, schema: Schema): OpenYaml<z.output<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file: source.file, line: line + source.firstLine - 1, column: col };
  };
  const at = (offset: number, message: string): Diagnostic =>
    diagnose(place(offset), { severity: "error", code: "yaml", message });

  if (document.errors.length > 0) {
    throw new CourseError(document.errors.map((error) => at(error.pos[0], `this is not YAML: ${error.message}`)));
  }
  const result = schema.safeParse(toValue(document, at));
  if (result.success) {
    const { contents } = document;
    const keys = isMap(contents) ? contents.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : [];
    return { data: result.data, keys, placeOf: (path) => place(pathOffset(document, path)) };
  }
  throw new CourseError(
    result.error.issues
      .flatMap((issue) => toDiagnostics(issue, { schema, document, at }))
      .sort((a, b) => a.line - b.line),
  );
}

interface Context {
  schema: z.ZodType;
  document: Document;
  at: (offset: number, message: string) => Diagnostic;
}

function toValue(document: Document, at: Context["at"]): unknown {
  try {
    return document.toJS();
  } catch (error) {
    // Aliases to nothing, or so many that they would fill the memory.
    throw new CourseError([at(0, `this YAML cannot be read: ${error instanceof Error ? error.message : error}`)]);
  }
}

function toDiagnostics(issue: z.core.$ZodIssue, context: Context): Diagnostic[] {
  const { schema, document, at } = context;
  const name = nameOf(issue.path);
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(schema, issue.path).join(", ");
    const where = name === "" ? "" : ` in \`${name}\``;
    return issue.keys.map((key) =>
      at(keyOffset(document, issue.path, key), `\`${key}\` is not a key${where}; write one of ${known}`),
    );
  }
  const node = issue.path.length === 0 ? document.contents : document.getIn(issue.path, true);
  const expected = describeExpected(schema, issue.path);
  if (node === undefined || node === null) {
    return [
      at(
        valueOffset(document, issue.path.slice(0, -1)),
        name === "" ? `nothing is here; write ${expected}` : `\`${name}\` is missing; write ${expected}`,
      ),
    ];
  }
  const advice = issue.code === "custom" || issue.code === "invalid_format" ? issue.message : `write ${expected}`;
  return [at(valueOffset(document, issue.path), `\`${name}\` is ${found(node)}; ${advice}`)];
}

function nameOf(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : `${index > 0 ? "." : ""}${String(step)}`))
    .join("");
}

function found(node: unknown): string {
  const value = JSON.stringify(isNode(node) ? node.toJSON() : node) ?? String(node);
  return value.length > 60 ? `${value.slice(0, 60)}…` : value;
}

function pathOffset(document: Document, path: readonly PropertyKey[]): number {
  const key = path.at(-1);
  return typeof key === "string" ? keyOffset(document, path.slice(0, -1), key) : valueOffset(document, path);
}

function valueOffset(document: Document, path: readonly PropertyKey[]): number {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  return (isNode(node) ? node.range?.[0] : undefined) ?? 0;
}

function keyOffset(document: Document, path: readonly PropertyKey[], key: string): number {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && String(item.key.value) === key) : undefined;
  return (isNode(pair?.key) ? pair.key.range?.[0] : undefined) ?? 0;
}
