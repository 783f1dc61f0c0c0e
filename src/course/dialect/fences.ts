/** Finds the lines that are inside fenced code, where nothing of the dialect has a meaning. */

const opening = /^[ \t]*(?:[-*+>] +|\d+[.)] +)*(`{3,}|~{3,})([^\n]*)$/;
const closing = /^[ \t>]*(`{3,}|~{3,})[ \t]*$/;

export interface Fence {
  /** Lines from 0: of its opening and its closing fence. */
  from: number;
  to: number;
}

/**
 * For each line, whether it belongs to fenced code (its fences too). A fence that nothing closes opens no code:
 * a forgotten one shall not swallow all slides that follow.
 */
export function findFencedLines(lines: readonly string[]): boolean[] {
  const fenced = lines.map(() => false);
  for (const { from, to } of findFences(lines)) fenced.fill(true, from, to + 1);
  return fenced;
}

/** Of lines that were asked about: several readers of one text want to know. */
const known = new WeakMap<readonly string[], readonly Fence[]>();

/** Fenced code, in order. What follows an opening fence belongs to it until a line closes it, however it is indented. */
export function findFences(lines: readonly string[]): readonly Fence[] {
  const fences = known.get(lines) ?? readFences(lines);
  known.set(lines, fences);
  return fences;
}

function readFences(lines: readonly string[]): Fence[] {
  const fences: Fence[] = [];
  if (!lines.some(mayFence)) return fences;
  const longestAfter = longestClosingFences(lines);
  let open: { fence: string; from: number } | undefined;
  for (const [index, line] of lines.entries()) {
    if (!mayFence(line)) continue;
    if (open !== undefined) {
      if (!closes(line, open.fence)) continue;
      fences.push({ from: open.from, to: index });
      open = undefined;
      continue;
    }
    const [, fence, info = ""] = opening.exec(line) ?? [];
    if (fence === undefined || (fence.startsWith("`") && info.includes("`"))) continue;
    if ((longestAfter[index]?.[fence.startsWith("`") ? "`" : "~"] ?? 0) < fence.length) continue;
    open = { fence, from: index };
  }
  return fences;
}

function mayFence(line: string): boolean {
  return line.includes("```") || line.includes("~~~");
}

function closes(line: string, open: string): boolean {
  const fence = closing.exec(line)?.[1];
  return fence !== undefined && fence[0] === open[0] && fence.length >= open.length;
}

/** After each line, how long the longest fence is that could close one. Read from the end, so that it takes one pass. */
function longestClosingFences(lines: readonly string[]): { "`": number; "~": number }[] {
  const result: { "`": number; "~": number }[] = [];
  let longest = { "`": 0, "~": 0 };
  for (const line of lines.toReversed()) {
    result.push(longest);
    const fence = mayFence(line) ? closing.exec(line)?.[1] : undefined;
    if (fence === undefined) continue;
    const kind = fence.startsWith("`") ? "`" : "~";
    longest = { ...longest, [kind]: Math.max(longest[kind], fence.length) };
  }
  return result.reverse();
}

/** Fences that stay text, because nothing closes them. */
export function findOpenFences(
  lines: readonly string[],
  fenced: readonly boolean[],
): { line: number; fence: string }[] {
  const found: { line: number; fence: string }[] = [];
  for (const [line, text] of lines.entries()) {
    const [, fence, info = ""] = fenced[line] ? [] : (opening.exec(text) ?? []);
    if (fence !== undefined && !(fence.startsWith("`") && info.includes("`"))) found.push({ line, fence });
  }
  return found;
}
