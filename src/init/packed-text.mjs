/**
 * A step of the compiler, which asconfig.json names: texts that are only ever written go two letters to a unit of
 * UTF-16, the second in its upper byte. That halves them; `put` of text.ts takes both forms.
 */

/** Calls whose literal arguments end in `put`. What a function returns as a literal does so, too. */
const WRITING = new Set([
  "put",
  "putField",
  "putSignalField",
  "begin",
  "beginLine",
  "sayCannot",
  "fail",
  "refuseValue",
]);

export default class PackedText {
  /** Called by asc when every file is read. */
  afterParse(parser) {
    for (const source of parser.sources) {
      if (!source.internalPath.startsWith("~lib/")) visit(source.statements);
    }
  }
}

/** Packs the texts of a node of the syntax tree and of all below it. */
function visit(node) {
  if (Array.isArray(node)) return node.forEach(visit);
  if (typeof node?.kind !== "number" || !node.range) return;
  if (node.args && WRITING.has(node.expression?.text)) node.args.forEach(packLiteral);
  if ("value" in node) packLiteral(node.value);
  for (const [name, child] of Object.entries(node)) {
    if (child && typeof child === "object" && name !== "range" && name !== "parent") visit(child);
  }
}

function packLiteral(node) {
  // A text of several lines: a template without values in it has one part.
  if (node?.parts?.length === 1) node.parts[0] = pack(node.parts[0]);
  if (typeof node?.value === "string" && "literalKind" in node) node.value = pack(node.value);
}

/** @param {string} text in ASCII, else it could not be told from packed text */
export function pack(text) {
  let packed = "";
  for (let at = 0; at < text.length; at += 2) {
    const [first, second = 0] = [text.charCodeAt(at), text.charCodeAt(at + 1) || 0];
    if (Math.max(first, second) > 127)
      throw new Error(`the init writes ASCII only: write "${text}" without other letters`);
    packed += String.fromCharCode(first | (second << 8));
  }
  return packed;
}
