/** The options. They end at the first argument that is none, or at `--`. */
import { sayHelp, sayNoCommand, sayUnknownOption, sayVersion, setVerbosity } from "./messages";
import * as sys from "./sys";
import { isArgument, MINUS } from "./text";

/** What `parseOptions` returns if there is a command to run. */
export const RUN: i32 = -1;

/** Bad usage. tini's code, which scripts that try an init out may know; not the 2 of a shell. */
const USAGE: i32 = 1;

const LETTER_H: i32 = 104;
const LETTER_V: i32 = 118;

/** The number of `-v` so far. */
let verbose: i32 = 0;
/** The argument that names the command. */
export let first: i32 = 0;

/** Reads our arguments; returns RUN, or the exit code (0-255) if there is nothing to run. */
export function parseOptions(): i32 {
  verbose = 0;
  first = 1;
  while (sys.argByte(first, 0) === MINUS) {
    if (isArgument(first, "--")) {
      first++;
      break;
    }
    const code = isArgument(first, "--version") || isArgument(first, "--help") ? readWord(first) : readLetters(first);
    if (code !== RUN) return code;
    first++;
  }
  setVerbosity(verbose);
  if (sys.argByte(first, 0) >= 0) return RUN;
  sayNoCommand();
  return USAGE;
}

function readWord(index: i32): i32 {
  if (isArgument(index, "--help")) sayHelp();
  else sayVersion();
  return 0;
}

/** `-v`, `-h`, and both in one argument, as getopt(3) takes them. */
function readLetters(index: i32): i32 {
  let at: i32 = 1;
  let letter = sys.argByte(index, at);
  while (letter === LETTER_V) {
    verbose++;
    at++;
    letter = sys.argByte(index, at);
  }
  if (letter === 0 && at > 1) return RUN;
  if (letter === LETTER_H) {
    sayHelp();
    return 0;
  }
  sayUnknownOption(index);
  return USAGE;
}
