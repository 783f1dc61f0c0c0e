/**
 * The block form: `.name[` alone on its line (or a chain, `.a[.b[`), any Markdown, and a line of `]`. Its lines are read
 * again as a document of their own, so that lists, fences and further blocks in it are what they are outside.
 */
import type { Code, Construct, Effects, State, Token, TokenizeContext } from "micromark-util-types";
import { code, isLineEnding, isSpace, readOpening } from "./tokens.ts";

export const contentClassBlock: Construct = { name: "contentClassBlock", tokenize: tokenizeBlock, concrete: true };

const nonLazyLine: Construct = { tokenize: tokenizeNonLazyLine, partial: true };
const chainEnd: Construct = { tokenize: tokenizeChainEnd, partial: true };

function tokenizeBlock(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const self = this;
  const inside = new InnerLines();
  let previous: Token | undefined;
  let line = "";
  const closingLine: Construct = { tokenize: tokenizeClosingLine, partial: true };

  return function start(value) {
    effects.enter("contentClassBlock");
    return readOpening(effects, effects.check(chainEnd, afterOpening, nok), nok)(value);
  };

  function afterOpening(value: Code): State | undefined {
    // What is left of a chain is the first line inside.
    if (value === code.dot) return chunkStart(value);
    if (value === null) return after(value);
    if (isSpace(value)) {
      effects.enter("whitespace");
      return openingSpace(value);
    }
    return effects.attempt(nonLazyLine, lineStart, after)(value);
  }

  function openingSpace(value: Code): State | undefined {
    if (isSpace(value)) {
      effects.consume(value);
      return openingSpace;
    }
    effects.exit("whitespace");
    return afterOpening(value);
  }

  function lineStart(value: Code): State | undefined {
    return inside.inFence ? chunkStart(value) : effects.attempt(closingLine, after, chunkStart)(value);
  }

  function chunkStart(value: Code): State | undefined {
    if (value === null) return after(value);
    line = "";
    const token = effects.enter("chunkDocument", { contentType: "document", ...(previous && { previous }) });
    if (previous) previous.next = token;
    previous = token;
    return chunk(value);
  }

  function chunk(value: Code): State | undefined {
    if (value === null) {
      endChunk();
      return after(value);
    }
    if (isLineEnding(value)) return effects.check(nonLazyLine, nextLine, lastLine)(value);
    line += value > 0 ? String.fromCharCode(value) : " ";
    effects.consume(value);
    return chunk;
  }

  function nextLine(value: Code): State | undefined {
    effects.consume(value);
    endChunk();
    return lineStart;
  }

  function lastLine(value: Code): State | undefined {
    endChunk();
    return after(value);
  }

  function endChunk(): void {
    const token = effects.exit("chunkDocument");
    // Seen by the inner document, where no line is lazy.
    self.parser.lazy[token.start.line] = false;
    inside.take(line);
  }

  function after(value: Code): State | undefined {
    effects.exit("contentClassBlock");
    return ok(value);
  }

  function tokenizeClosingLine(inner: Effects, closed: State, open: State): State {
    let brackets = 0;
    return function start(value) {
      inner.enter("contentClassClose");
      return step(value);
    };
    function step(value: Code): State | undefined {
      if (value === code.closeBracket) brackets += 1;
      if (value === code.closeBracket || isSpace(value)) {
        inner.consume(value);
        return step;
      }
      if ((value !== null && !isLineEnding(value)) || brackets <= inside.depth) return open(value);
      inner.exit("contentClassClose");
      return closed(value);
    }
  }
}

/** Follows fences and blocks in the lines inside, to know which line of `]` is ours. */
class InnerLines {
  depth = 0;
  #fence = "";

  get inFence(): boolean {
    return this.#fence !== "";
  }

  take(line: string): void {
    const [, fence = "", info = ""] = /^\s*(?:[-*+>] +|\d+[.)] +)*(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (this.#fence !== "") {
      if (fence.startsWith(this.#fence) && info.trim() === "") this.#fence = "";
      return;
    }
    if (fence !== "" && !(fence.startsWith("`") && info.includes("`"))) {
      this.#fence = fence;
      return;
    }
    if (/^\s*(?:[-*+] +|\d+[.)] +)?(?:(?:\.[A-Za-z_-][\w-]*)+\[\s*)+$/.test(line))
      this.depth += line.split("[").length - 1;
    if (/^\s*\]+\s*$/.test(line)) this.depth = Math.max(0, this.depth - line.trim().length);
  }
}

/** The rest of the opening line must be nothing, or further openings. */
function tokenizeChainEnd(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  return start;

  function start(value: Code): State | undefined {
    if (value === code.dot) return readOpening(effects, start, nok)(value);
    if (!isSpace(value)) return value === null || isLineEnding(value) ? ok(value) : nok(value);
    effects.enter("whitespace");
    return space(value);
  }

  function space(value: Code): State | undefined {
    if (isSpace(value)) {
      effects.consume(value);
      return space;
    }
    effects.exit("whitespace");
    return start(value);
  }
}

/** A line ending after which the next line still belongs to the container that we are in. */
function tokenizeNonLazyLine(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const self = this;
  return function start(value) {
    effects.enter("lineEnding");
    effects.consume(value);
    effects.exit("lineEnding");
    return function lineStart(next) {
      return self.parser.lazy[self.now().line] ? nok(next) : ok(next);
    };
  };
}
