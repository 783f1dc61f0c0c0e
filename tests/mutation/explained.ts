/** Mutants that no test can kill, and why: each line of source as it is, and what it becomes. */
interface Explained {
  /** In src/init. */
  file: string;
  was: string;
  becomes: string[];
  why: string;
}

const SET_AT_START = "parseOptions sets it at each start, before anything reads it";
const NEVER_ZERO = "it is never 0 here";

export const explained: Explained[] = [
  {
    file: "exec.ts",
    was: "return at < DEFAULT_PATH.length ? DEFAULT_PATH.charCodeAt(at) : 0;",
    becomes: [
      "return true ? DEFAULT_PATH.charCodeAt(at) : 0;",
      "return at <= DEFAULT_PATH.length ? DEFAULT_PATH.charCodeAt(at) : 0;",
    ],
    why: "beyond its end a string has NaN in JavaScript (-1 in the binary), which ends the search as 0 does",
  },
  {
    file: "exit-codes.ts",
    was: "const expected: StaticArray<i32> = [0, 0, 0, 0, 0, 0, 0, 0];",
    becomes: ["const expected: StaticArray<i32> = [];"],
    why: "resetExpected fills it at each start; in JavaScript an array grows",
  },
  {
    file: "exit-codes.ts",
    was: "for (let at: i32 = 0; at < 8; at++) expected[at] = 0;",
    becomes: ["for (let at: i32 = 0; at <= 8; at++) expected[at] = 0;"],
    why: "in JavaScript an array grows; in the binary each start would trap, which the system tests see",
  },
  {
    file: "grace.ts",
    was: "export const GONE: i32 = -4;",
    becomes: ["export const GONE: i32 = +4;"],
    why: "any number will do that awaitRest does not give else, and all those are below WAIT_AT_MOST",
  },
  {
    file: "grace.ts",
    was: "let stopping: bool = false;",
    becomes: ["let stopping: bool = true;"],
    why: "resetGrace sets it at each start",
  },
  {
    file: "grace.ts",
    was: "if (left > 0) return WAIT_AT_MOST - (left < LOOK_MS ? left : LOOK_MS);",
    becomes: ["if (left > 0) return WAIT_AT_MOST - (left <= LOOK_MS ? left : LOOK_MS);"],
    why: "of two equal numbers either is the lesser",
  },
  {
    file: "kernel-reap.ts",
    was: "let reaps: bool = false;",
    becomes: ["let reaps: bool = true;"],
    why: "beginKernelReap sets it before anything reads it",
  },
  {
    file: "kernel-reap.ts",
    was: "if (pid < 0) return false;",
    becomes: ["if (pid <= 0) return false;"],
    why: "the number of a process is never 0",
  },
  {
    file: "messages.ts",
    was: "let warnsOfReaping: bool = false;",
    becomes: ["let warnsOfReaping: bool = true;"],
    why: SET_AT_START,
  },
  {
    file: "options.ts",
    was: "const END: i32 = -2;",
    becomes: ["const END: i32 = +2;"],
    why: "any number will do that is neither RUN nor an exit code that an option gives",
  },
  {
    file: "options.ts",
    was: "export let toGroup: bool = false;",
    becomes: ["export let toGroup: bool = true;"],
    why: SET_AT_START,
  },
  {
    file: "options.ts",
    was: "export let subreaper: bool = false;",
    becomes: ["export let subreaper: bool = true;"],
    why: SET_AT_START,
  },
  {
    file: "options.ts",
    was: "export let kernelReap: bool = false;",
    becomes: ["export let kernelReap: bool = true;"],
    why: SET_AT_START,
  },
  {
    file: "options.ts",
    was: "export let explaining: bool = false;",
    becomes: ["export let explaining: bool = true;"],
    why: SET_AT_START,
  },
  {
    file: "options.ts",
    was: "let single: bool = false;",
    becomes: ["let single: bool = true;"],
    why: SET_AT_START,
  },
  {
    file: "options.ts",
    was: "let warn: bool = false;",
    becomes: ["let warn: bool = true;"],
    why: SET_AT_START,
  },
  {
    file: "options.ts",
    was: "return letter < 0 || letter === EXPECT || letter === PARENT || letter === REWRITE;",
    becomes: ["return letter <= 0 || letter === EXPECT || letter === PARENT || letter === REWRITE;"],
    why: "0 is no option, and refused in either case",
  },
  {
    file: "policy.ts",
    was: "if (pid < 0) {",
    becomes: ["if (pid <= 0) {"],
    why: NEVER_ZERO,
  },
  {
    file: "policy.ts",
    was: "if (signal < 0) {",
    becomes: ["if (signal <= 0) {"],
    why: NEVER_ZERO,
  },
  {
    file: "report.ts",
    was: "if (send(descriptor) >= 0) dropped = 0;",
    becomes: ["if (send(descriptor) > 0) dropped = 0;"],
    why: "a line has more than 0 bytes",
  },
  {
    file: "report.ts",
    was: "if (dropped > 0 || send(descriptor) < 0) dropped++;",
    becomes: ["if (dropped > 0 || send(descriptor) <= 0) dropped++;"],
    why: "a line has more than 0 bytes",
  },
  {
    file: "rewrites.ts",
    was: "const sent: StaticArray<u8> = [ 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ];",
    becomes: ["const sent: StaticArray<u8> = [];"],
    why: "resetRewrites fills it at each start; in JavaScript an array grows",
  },
  {
    file: "text.ts",
    was: "if (unit > 0xff) sys.put(unit >> 8);",
    becomes: ["if (unit >= 0xff) sys.put(unit >> 8);"],
    why: "a text is ASCII, so no unit is 0xff",
  },
  {
    file: "text.ts",
    was: "return text < 0 ? sys.envByte(asText(text), at) : sys.argByte(text, at);",
    becomes: ["return text <= 0 ? sys.envByte(asText(text), at) : sys.argByte(text, at);"],
    why: "argument 0 is our own name, which nobody reads",
  },
  {
    file: "text.ts",
    was: "while (at < text.length && sys.envByte(entry, from + at) === text.charCodeAt(at)) at++;",
    becomes: [
      "while (true && sys.envByte(entry, from + at) === text.charCodeAt(at)) at++;",
      "while (at <= text.length && sys.envByte(entry, from + at) === text.charCodeAt(at)) at++;",
    ],
    why: "beyond its end a string has NaN in JavaScript (-1 in the binary), which equals no byte of an entry",
  },
  {
    file: "value.ts",
    was: "for (let digit = nextDigit(); digit >= 0 && value <= max; digit = nextDigit()) {",
    becomes: [
      "for (let digit = nextDigit(); digit >= 0 && true; digit = nextDigit()) {",
      "for (let digit = nextDigit(); digit >= 0 && value < max; digit = nextDigit()) {",
    ],
    why: "it keeps 32 bits from overflowing, which a number of JavaScript does not do; digits left over are refused by every caller",
  },
  {
    file: "value.ts",
    was: "value = (value < 0 ? 0 : value * 10) + digit;",
    becomes: ["value = (value <= 0 ? 0 : value * 10) + digit;"],
    why: "ten times 0 is 0",
  },
  {
    file: "value.ts",
    was: "for (let end: i32 = 0; end < NAMES.length; end++) {",
    becomes: ["for (let end: i32 = 0; end <= NAMES.length; end++) {"],
    why: "beyond its end a string has NaN in JavaScript (-1 in the binary), which is no blank",
  },
  {
    file: "write.ts",
    was: "if (result < 0 && result !== -EPIPE && sys.writable(fd) !== 0) result = sys.write(fd);",
    becomes: ["if (result <= 0 && result !== -EPIPE && sys.writable(fd) !== 0) result = sys.write(fd);"],
    why: "a line has more than 0 bytes",
  },
];
