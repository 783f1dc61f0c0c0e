/** The options: tini's, dumb-init's and our own. They end at the first argument that is none, or at `--`. */
import { expectCode, resetExpected } from "./exit-codes";
import { sayBadVerbosity, setVerbosity, WARNINGS } from "./messages";
import { reportTo } from "./report";
import { resetRewrites, rewrite } from "./rewrites";
import * as sys from "./sys";
import { asText, COLON, EQUALS, findEnvironment, MINUS, startsWith } from "./text";
import { sayBadValue, sayHelp, sayLicence, sayNoCommand, sayUnknownOption, sayVersion } from "./usage";
import { atEnd, readFrom, take, takeNumber, takeSignal } from "./value";

/** What `parseOptions` returns if there is a command to run. */
export const RUN: i32 = -1;
/** `--`: there are no more options. */
const END: i32 = -2;

/** Bad usage. tini's code, which scripts that try an init out may know; not the 2 of a shell. */
const USAGE: i32 = 1;

/** The options, by their letters in ASCII. */
const SINGLE: i32 = 99; // c
const EXPECT: i32 = 101; // e
const GROUP: i32 = 103; // g
const HELP: i32 = 104; // h
const LICENCE: i32 = 108; // l
const PARENT: i32 = 112; // p
const REWRITE: i32 = 114; // r
const SUBREAPER: i32 = 115; // s
const VERBOSE: i32 = 118; // v
const WARN: i32 = 119; // w
const VERSION: i32 = 86; // V
/** Those without a letter. */
const GRACE: i32 = -1;
const REPORT: i32 = -2;
const EXPLAIN: i32 = 256;
const KERNEL_REAP: i32 = 257;

/** A day: more than anybody waits, and in milliseconds it fits. */
const GRACE_MAX: i32 = 86400;
const DESCRIPTOR_MAX: i32 = 1048576;

/** The argument that names the command. */
export let first: i32 = 0;
/** `-g`: signals go to the command's group. */
export let toGroup: bool = false;
/** `-s`: orphans come to us though we are not PID 1. */
export let subreaper: bool = false;
/** `-p`: the signal that we want when our parent ends; 0: none. */
export let parentsEnd: i32 = 0;
/** `--grace`: so many seconds; 0: none. */
export let grace: i32 = 0;

/** `--kernel-reap`: the kernel shall reap orphans. */
export let kernelReap: bool = false;
/** `--explain`: only say what would be done. */
export let explaining: bool = false;

let single: bool = false;
let warn: bool = false;
let verbosity: i32 = WARNINGS;
/** Where the argument in hand has its option's value; 0: nowhere. */
let valueStart: i32 = 0;

/** Reads our arguments; returns RUN, or the exit code (0-255) if there is nothing to run. */
export function parseOptions(): i32 {
  first = 1;
  toGroup = false;
  subreaper = false;
  single = false;
  warn = false;
  parentsEnd = 0;
  grace = 0;
  kernelReap = false;
  explaining = false;
  reportTo(-1);
  verbosity = WARNINGS;
  resetExpected();
  resetRewrites();
  while (sys.argByte(first, 0) === MINUS) {
    const code = sys.argByte(first, 1) === MINUS ? readWord() : readLetters();
    first++;
    if (code === END) break;
    if (code !== RUN) return code;
  }
  readEnvironment();
  setVerbosity(verbosity, warn);
  if (sys.argByte(first, 0) >= 0) return RUN;
  sayNoCommand();
  return USAGE;
}

/** `-v`, or several in one argument; a value is the rest of the argument, or the next one (getopt(3)). */
function readLetters(): i32 {
  const argument = first;
  let at: i32 = 1;
  for (let letter = sys.argByte(argument, 1); letter > 0; letter = sys.argByte(argument, at)) {
    at++;
    const code = readOption(argument, letter, sys.argByte(argument, at) > 0 ? at : 0);
    if (code !== RUN) return code;
    if (takesValue(letter)) return RUN;
  }
  return at > 1 ? RUN : refuse(argument);
}

/** `--word`, `--word value` or `--word=value` (getopt_long(3)). */
function readWord(): i32 {
  if (sys.argByte(first, 2) === 0) return END;
  const option = wordOption();
  return valueStart > 0 && !takesValue(option) ? refuse(first) : readOption(first, option, valueStart);
}

/** The option that a word means, or 0; and sets where its value begins. */
function wordOption(): i32 {
  if (isWord("--version")) return VERSION;
  if (isWord("--help")) return HELP;
  if (isWord("--verbose")) return VERBOSE;
  if (isWord("--single-child")) return SINGLE;
  if (isWord("--rewrite")) return REWRITE;
  if (isWord("--explain")) return EXPLAIN;
  if (isWord("--kernel-reap")) return KERNEL_REAP;
  if (isWord("--grace")) return GRACE;
  return isWord("--report") ? REPORT : 0;
}

function isWord(word: string): bool {
  const byte = sys.argByte(first, word.length);
  valueStart = byte === EQUALS ? word.length + 1 : 0;
  return startsWith(first, word) && (byte === 0 || byte === EQUALS);
}

function takesValue(letter: i32): bool {
  return letter < 0 || letter === EXPECT || letter === PARENT || letter === REWRITE;
}

/** @param valueAt where the argument has the option's value; 0: it is the next argument */
function readOption(argument: i32, letter: i32, valueAt: i32): i32 {
  if (takesValue(letter)) {
    if (valueAt === 0) first++;
    readFrom(first, valueAt);
  }
  switch (letter) {
    case SINGLE:
      single = true;
      return RUN;
    case GROUP:
      toGroup = true;
      return RUN;
    case SUBREAPER:
      subreaper = true;
      return RUN;
    case VERBOSE:
      verbosity++;
      return RUN;
    case KERNEL_REAP:
      kernelReap = true;
      return RUN;
    case EXPLAIN:
      explaining = true;
      return RUN;
    case WARN:
      warn = true;
      return RUN;
    case EXPECT: {
      const code = takeNumber(255);
      if (code < 0 || !atEnd()) return refuseValue(argument, "a whole number from 0 to 255");
      expectCode(code);
      return RUN;
    }
    case PARENT:
      parentsEnd = takeSignal();
      return parentsEnd > 0 && atEnd()
        ? RUN
        : refuseValue(argument, "a signal by name or number, as TERM, SIGTERM or 15");
    case REWRITE:
      return readRewrite()
        ? RUN
        : refuseValue(argument, "two signals by name or number, as TERM:QUIT, or TERM:0 to drop it");
    case GRACE:
      grace = takeNumber(GRACE_MAX);
      return grace >= 0 && atEnd() ? RUN : refuseValue(argument, "whole seconds, from 0 (none) to 86400");
    case REPORT: {
      const fd = takeNumber(DESCRIPTOR_MAX);
      if (!atEnd() || sys.openMode(fd) <= 0) {
        return refuseValue(argument, "a descriptor that is open to write, as 3 with 3>FILE in a shell");
      }
      reportTo(fd);
      return RUN;
    }
    case HELP:
      sayHelp();
      return 0;
    case LICENCE:
      sayLicence();
      return 0;
    case VERSION:
      sayVersion();
      return 0;
    default:
      return refuse(argument);
  }
}

function readRewrite(): bool {
  const from = takeSignal();
  if (from <= 0 || !take(COLON)) return false;
  const to = takeSignal();
  if (to < 0 || !atEnd()) return false;
  rewrite(from, to);
  return true;
}

function refuse(argument: i32): i32 {
  sayUnknownOption(argument);
  return USAGE;
}

function refuseValue(argument: i32, allowed: string): i32 {
  sayBadValue(argument, first, allowed);
  return USAGE;
}

/** As in tini it has the last word, but over `-c`. To be set is enough, but for the verbosity, which is a number. */
function readEnvironment(): void {
  if (findSetting("SUBREAPER") >= 0) subreaper = true;
  if (findSetting("KILL_PROCESS_GROUP") >= 0) toGroup = true;
  if (single) toGroup = false;
  const entry = findSetting("VERBOSITY");
  if (entry < 0) return;
  let start: i32 = 0;
  while (sys.envByte(entry, start) !== EQUALS) start++;
  readFrom(asText(entry), start + 1);
  const level = takeNumber(255);
  if (level >= 0 && atEnd()) verbosity = level;
  else sayBadVerbosity(asText(entry));
}

/** The entry of the environment that has one of our settings, or -1. Our own name goes before tini's. */
function findSetting(name: string): i32 {
  const entry = findEnvironment("PIDONE_INIT_", name);
  return entry >= 0 ? entry : findEnvironment("TINI_", name);
}
