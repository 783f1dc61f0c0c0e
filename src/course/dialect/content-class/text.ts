/** The inline form: `.name[text]` within a paragraph, with balanced brackets inside. */
import type { Code, Construct, Effects, State, Token, TokenizeContext } from "micromark-util-types";
import type { Pair } from "./pairs.ts";
import { code, isLineEnding, readOpening } from "./tokens.ts";

/** `pairs` gives the pairs of the text that is being read. */
export function contentClassText(pairs: () => ReadonlyMap<number, Pair>): Construct {
  return { name: "contentClassText", tokenize: tokenizeText };

  function tokenizeText(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
    const self = this;
    let previous: Token | undefined;
    let close = -1;
    return start;

    function start(value: Code): State | undefined {
      const pair = pairs().get(self.now().offset);
      if (pair === undefined) return nok(value);
      close = pair.close;
      effects.enter("contentClassText");
      return readOpening(effects, inside, nok)(value);
    }

    function inside(value: Code): State | undefined {
      if (value === null) return nok(value);
      if (self.now().offset === close) return closing(value);
      const token = effects.enter("chunkText", { contentType: "text", ...(previous && { previous }) });
      if (previous) previous.next = token;
      previous = token;
      return chunk(value);
    }

    function chunk(value: Code): State | undefined {
      if (value === null) return nok(value);
      if (self.now().offset === close) {
        effects.exit("chunkText");
        return closing(value);
      }
      effects.consume(value);
      if (!isLineEnding(value)) return chunk;
      effects.exit("chunkText");
      return inside;
    }

    function closing(value: Code): State | undefined {
      if (value !== code.closeBracket) return nok(value);
      effects.enter("contentClassClose");
      effects.consume(value);
      effects.exit("contentClassClose");
      effects.exit("contentClassText");
      return ok;
    }
  }
}
