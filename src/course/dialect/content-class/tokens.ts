/** What both forms of a content class share: the opening `.name[` (or `.one.two[`). */
import type { Code, Effects, State } from "micromark-util-types";

declare module "micromark-util-types" {
  interface TokenTypeMap {
    contentClassBlock: "contentClassBlock";
    contentClassText: "contentClassText";
    contentClassOpen: "contentClassOpen";
    contentClassClose: "contentClassClose";
  }
}

export const code = { dot: 46, openBracket: 91, closeBracket: 93 } as const;

export function isLineEnding(value: Code): boolean {
  return value !== null && value < -2;
}

export function isSpace(value: Code): boolean {
  return value === -2 || value === -1 || value === 32;
}

/** Reads `.name[`; goes on with `next` after the bracket. */
export function readOpening(effects: Effects, next: State, nok: State): State {
  return function start(value) {
    if (value !== code.dot) return nok(value);
    effects.enter("contentClassOpen");
    effects.consume(value);
    return nameStart;
  };

  function nameStart(value: Code): State | undefined {
    if (!isNameStart(value)) return nok(value);
    effects.consume(value);
    return name;
  }

  function name(value: Code): State | undefined {
    if (value === code.dot) {
      effects.consume(value);
      return nameStart;
    }
    if (value === code.openBracket) {
      effects.consume(value);
      effects.exit("contentClassOpen");
      return next;
    }
    if (!isNameStart(value) && !isDigit(value)) return nok(value);
    effects.consume(value);
    return name;
  }
}

function isNameStart(value: Code): boolean {
  return value !== null && (isLetter(value) || value === 45 || value === 95);
}

function isLetter(value: number): boolean {
  return (value >= 65 && value <= 90) || (value >= 97 && value <= 122);
}

function isDigit(value: Code): boolean {
  return value !== null && value >= 48 && value <= 57;
}
