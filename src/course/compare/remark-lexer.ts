/**
 * How remark 0.14 cuts a text, for comparison: which lines separate, and where content classes end. It looks for the
 * first of some forms, again and again, with no notion of paragraphs or lists. Behaviour from its src/remark/lexer.js.
 */

export interface RemarkReading {
  /** Offsets of the first dash of each separator. */
  separators: Set<number>;
  /** By the offset of the first dot of `.name[`: the offset of its `]`. */
  classes: Map<number, number>;
  /** Offsets of `.name[` that nothing closes. */
  unclosed: Set<number>;
}

/** Indented code, code in backticks, a class, fenced code, a definition, a separator, the mark of notes: the first that fits. */
const forms = new RegExp(
  [
    /(?<indented>(?:^|\n)(?: {4}[^\n]+\n*)+)/,
    /(?<code>`[^`]+?`)/,
    // Bounded, else a long row of names would be read from each dot.
    /\\?(?<opening>(?:\.[a-zA-Z_-][\w-]{0,60}){1,10}\[)/,
    /(?<fenced>(?:^|\n) *(?<fence>`{3,}|~{3,}) *(?:\S+)? *\n(?:[\s\S]+?)\s*\k<fence> *(?:\n+|$))/,
    /(?<definition>(?:^|\n) *\[[^\]]{1,999}\]: *<?[^\s>]+>?(?: +["(][^\n]+[")])? *(?:\n+|$))/,
    /(?:^|\n)(?<separator>---?)(?=\n|$)/,
  ]
    .map(({ source }) => source)
    .join("|"),
);

export function readAsRemark(text: string): RemarkReading {
  const reading: RemarkReading = { separators: new Set(), classes: new Map(), unclosed: new Set() };
  lex(text, 0, 0, { text, closing: findClosing(text), reading });
  return reading;
}

interface Context {
  text: string;
  closing: Map<number, number>;
  reading: RemarkReading;
}

/** Deeper than any author nests, and remark's own stack would end somewhere. */
const depthMax = 100;

function lex(text: string, start: number, depth: number, context: Context): void {
  let rest = text;
  let at = start;
  for (let match = forms.exec(rest); match?.groups !== undefined; match = forms.exec(rest)) {
    const { opening, separator } = match.groups;
    let taken = match.index + match[0].length;
    if (separator !== undefined) {
      // The line's end belongs to the separator; inside a class there are none.
      if (depth === 0) context.reading.separators.add(at + match.index + match[0].indexOf("-"));
      taken += rest[taken] === "\n" ? 1 : 0;
    } else if (opening !== undefined) {
      const dot = at + match.index + match[0].indexOf(".");
      const close = context.closing.get(at + taken - 1);
      if (close === undefined || close > start + text.length || depth >= depthMax) context.reading.unclosed.add(dot);
      else {
        context.reading.classes.set(dot, close);
        lex(context.text.slice(at + taken, close), at + taken, depth + 1, context);
        taken = close + 1 - at;
      }
    }
    rest = rest.slice(taken);
    at += taken;
  }
}

/** For each `[`, the `]` that closes it, whatever stands between. */
function findClosing(text: string): Map<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (const { index, 0: bracket } of text.matchAll(/[[\]]/g)) {
    if (bracket === "[") open.push(index);
    else {
      const opened = open.pop();
      if (opened !== undefined) closing.set(opened, index);
    }
  }
  return closing;
}
