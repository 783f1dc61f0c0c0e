/** Changes a manifest's text in one place, so that all the rest, comments too, stays as its author wrote it. */
import { isMap, isScalar, isSeq, type Node, parseDocument, type Scalar, type YAMLSeq } from "yaml";

/** Adds a file as the last of the content: of its last part, if it has parts. Undefined: where, is not for us to tell. */
export function addFile(manifest: string, name: string): string | undefined {
  const content = contentOf(manifest);
  const last = content === undefined ? undefined : lastOf(content);
  if (last === undefined) return undefined;
  const [start = 0, end = 0] = last.item.range ?? [];
  if (last.list.flow) return splice(manifest, end, `, ${name}`);
  const lineStart = manifest.lastIndexOf("\n", start - 1) + 1;
  const dash = manifest.lastIndexOf("-", start);
  if (dash < lineStart) return undefined;
  // A text of several lines ends with its line; behind a name may be a comment.
  const isWholeLine = manifest[end - 1] === "\n";
  const newline = isWholeLine ? end - 1 : manifest.indexOf("\n", end);
  const at = newline === -1 ? manifest.length : newline;
  return splice(manifest, at, `\n${" ".repeat(dash - lineStart)}- ${name}`);
}

/** The same manifest for a place further up: all files that it names are below a folder. */
export function moveFiles(manifest: string, folder: string): string {
  const content = contentOf(manifest);
  const starts = content === undefined ? [] : namesIn(content).map((name) => startOf(manifest, name));
  return starts.reduceRight((text, start) => splice(text, start, `${folder}/`), manifest);
}

function contentOf(manifest: string): YAMLSeq | undefined {
  const document = parseDocument(manifest);
  const content = document.get("content", true) ?? document.get("chapters", true);
  return document.errors.length === 0 && isSeq(content) ? content : undefined;
}

function lastOf(list: YAMLSeq): { list: YAMLSeq; item: Node } | undefined {
  const item = list.items.at(-1);
  const inner = isMap(item) ? item.get("content", true) : item;
  if (isSeq(inner)) return lastOf(inner);
  return isScalar(item) && typeof item.value === "string" ? { list, item } : undefined;
}

function namesIn(list: YAMLSeq): Scalar[] {
  return list.items.flatMap((item) => {
    const inner = isMap(item) ? item.get("content", true) : item;
    if (isSeq(inner)) return namesIn(inner);
    return isScalar(item) && typeof item.value === "string" && !item.value.includes("\n") ? [item] : [];
  });
}

function startOf(manifest: string, { range }: Scalar): number {
  const start = range?.[0] ?? 0;
  return /["']/.test(manifest[start] ?? "") ? start + 1 : start;
}

function splice(text: string, at: number, added: string): string {
  return text.slice(0, at) + added + text.slice(at);
}
