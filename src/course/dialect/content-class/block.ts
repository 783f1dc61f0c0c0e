/**
 * The block form: `.name[` at the start of a line, any Markdown, and the `]` that closes it. Its lines are read again as a
 * document of their own, so that lists, fences and further blocks in it are what they are outside.
 */
import type { Code, Construct, Effects, State, Token, TokenizeContext } from "micromark-util-types";
import type { Pair } from "./pairs.ts";
import { isLineEnding, isSpace, readOpening } from "./tokens.ts";

/** `pairs` gives the pairs of the text that is being read. */
export function contentClassBlock(pairs: () => ReadonlyMap<number, Pair>): Construct {
  return { name: "contentClassBlock", tokenize: tokenizeBlock, concrete: true };

  function tokenizeBlock(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    const self = this;
    let previous: Token | undefined;
    let close = -1;
    return start;

    function start(value: Code): State | undefined {
      const pair = pairs().get(self.now().offset);
      if (!pair?.isBlock) return nok(value);
      close = pair.close;
      previous = undefined;
      effects.enter("contentClassBlock");
      return readOpening(effects, afterOpening, nok)(value);
    }

    function afterOpening(value: Code): State | undefined {
      if (isLineEnding(value)) return effects.attempt(nonLazyLine, inside, afterLast)(value);
      return inside(value);
    }

    /** At the start of a line inside, or of what follows the opening. */
    function inside(value: Code): State | undefined {
      if (value === null) return afterLast(value);
      if (self.now().offset === close) return closing(value);
      if (isLineEnding(value)) return effects.check(nonLazyLine, emptyLine, afterLast)(value);
      enterChunk();
      return chunk(value);
    }

    function emptyLine(value: Code): State | undefined {
      enterChunk();
      return nextLine(value);
    }

    function enterChunk(): void {
      const token = effects.enter("chunkDocument", { contentType: "document", ...(previous && { previous }) });
      if (previous) previous.next = token;
      previous = token;
    }

    function chunk(value: Code): State | undefined {
      if (value === null) {
        endChunk();
        return afterLast(value);
      }
      if (self.now().offset === close) {
        endChunk();
        return closing(value);
      }
      if (isLineEnding(value)) return effects.check(nonLazyLine, nextLine, lastLine)(value);
      effects.consume(value);
      return chunk;
    }

    function nextLine(value: Code): State | undefined {
      effects.consume(value);
      endChunk();
      return inside;
    }

    function lastLine(value: Code): State | undefined {
      endChunk();
      return afterLast(value);
    }

    function endChunk(): void {
      const token = effects.exit("chunkDocument");
      // Seen by the inner document, where no line is lazy.
      self.parser.lazy[token.start.line] = false;
    }

    function closing(value: Code): State | undefined {
      effects.enter("contentClassClose");
      effects.consume(value);
      effects.exit("contentClassClose");
      effects.exit("contentClassBlock");
      return afterClosing;
    }

    /** The list item or quote that holds it ends before the `]`. */
    function afterLast(value: Code): State | undefined {
      effects.exit("contentClassBlock");
      return ok(value);
    }

    function afterClosing(value: Code): State | undefined {
      if (value === null || isLineEnding(value)) return ok(value);
      if (isSpace(value)) {
        effects.enter("whitespace");
        return space(value);
      }
      if (pairs().get(self.now().offset)?.isBlock) return start(value);
      effects.enter("chunkDocument", { contentType: "document" });
      return rest(value);
    }

    function space(value: Code): State | undefined {
      if (isSpace(value)) {
        effects.consume(value);
        return space;
      }
      effects.exit("whitespace");
      return afterClosing(value);
    }

    /** What stands behind the `]` is a paragraph of its own. */
    function rest(value: Code): State | undefined {
      if (value !== null && !isLineEnding(value)) {
        effects.consume(value);
        return rest;
      }
      endChunk();
      return ok(value);
    }
  }
}

const nonLazyLine: Construct = { tokenize: tokenizeNonLazyLine, partial: true };

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
