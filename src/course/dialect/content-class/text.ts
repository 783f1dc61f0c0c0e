/** The inline form: `.name[text]` within a paragraph, with balanced brackets inside. */
import type { Code, Construct, Effects, State, Token, TokenizeContext } from "micromark-util-types";
import { code, isLineEnding, mayPrecede, readOpening } from "./tokens.ts";

/** As CommonMark bounds the brackets in a link. It also bounds how often a hostile text can be read again. */
const bracketsMax = 32;

export const contentClassText: Construct = { name: "contentClassText", tokenize: tokenizeText };

function tokenizeText(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const before = this.previous;
  let brackets = 0;
  let previous: Token | undefined;
  let codeFence = 0;
  let ticks = 0;

  return function start(value) {
    if (!mayPrecede(before)) return nok(value);
    effects.enter("contentClassText");
    return readOpening(effects, inside, nok)(value);
  };

  function inside(value: Code): State | undefined {
    if (value === code.closeBracket) return close(value);
    if (value === null) return nok(value);
    const token = effects.enter("chunkText", { contentType: "text", ...(previous && { previous }) });
    if (previous) previous.next = token;
    previous = token;
    return chunk(value);
  }

  function chunk(value: Code): State | undefined {
    if (value === null) return nok(value);
    if (value === code.backtick) return tick(value);
    if (ticks > 0) endTicks();
    if (codeFence === 0) {
      if (value === code.backslash) {
        effects.consume(value);
        return escaped;
      }
      if (value === code.openBracket) {
        brackets += 1;
        if (brackets > bracketsMax) return nok(value);
      }
      if (value === code.closeBracket) {
        if (brackets === 0) return endChunk(value);
        brackets -= 1;
      }
    }
    effects.consume(value);
    if (!isLineEnding(value)) return chunk;
    effects.exit("chunkText");
    return inside;
  }

  function escaped(value: Code): State | undefined {
    if (value === null || isLineEnding(value)) return chunk(value);
    effects.consume(value);
    return chunk;
  }

  /** Code is between two runs of as many backticks; brackets in it do not count. */
  function tick(value: Code): State | undefined {
    ticks += 1;
    effects.consume(value);
    return chunk;
  }

  function endTicks(): void {
    if (codeFence === 0) codeFence = ticks;
    else if (codeFence === ticks) codeFence = 0;
    ticks = 0;
  }

  function endChunk(value: Code): State | undefined {
    effects.exit("chunkText");
    return close(value);
  }

  function close(value: Code): State | undefined {
    effects.enter("contentClassClose");
    effects.consume(value);
    effects.exit("contentClassClose");
    effects.exit("contentClassText");
    return ok;
  }
}
