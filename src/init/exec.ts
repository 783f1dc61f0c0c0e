/** Finds the command as execvp(3) of glibc does, on which tini stands, and executes it. */
import { EACCES, ENAMETOOLONG, ENODEV, ENOENT, ENOEXEC, ENOTDIR, ESTALE, ETIMEDOUT } from "./errors";
import * as sys from "./sys";
import { COLON, findEnvironment, hasSlash, putArgument, SLASH } from "./text";

/** Where to search if PATH is not set. */
const DEFAULT_PATH = "/bin:/usr/bin";

/** What an ELF file starts with (elf(5)); the first byte is enough, as no text has it. */
const ELF_MAGIC: i32 = 0x7f;

/**
 * Replaces us by the command that argument `first` names.
 * @returns the error number; only if that fails
 */
export function findAndExec(first: i32): i32 {
  if (!hasSlash(first)) return search(first);
  sys.clear();
  return putArgument(first) ? attempt(first) : ENAMETOOLONG;
}

function search(first: i32): i32 {
  // An empty name would find the directories themselves.
  if (sys.argByte(first, 0) === 0) return ENOENT;
  const entry = findEnvironment("", "PATH");
  let refused: i32 = ENOENT;
  let at: i32 = 0;
  let byte: i32 = COLON;
  while (byte === COLON) {
    sys.clear();
    const start = at;
    for (byte = pathByte(entry, at); byte > 0 && byte !== COLON; byte = pathByte(entry, at)) {
      sys.put(byte);
      at++;
    }
    // An empty part of PATH means the current directory.
    if (at > start) sys.put(SLASH);
    at++;
    // A buffer that the folder has filled takes no byte of the name.
    if (!putArgument(first)) continue;

    const error = attempt(first);
    if (error === EACCES) refused = error;
    else if (!isAbsence(error)) return error;
  }
  return refused;
}

/** Whether an error says no more than: not here, look in the next folder. */
function isAbsence(error: i32): bool {
  return error === ENOENT || error === ENOTDIR || error === ENODEV || error === ESTALE || error === ETIMEDOUT;
}

function pathByte(entry: i32, at: i32): i32 {
  if (entry >= 0) return sys.envByte(entry, "PATH=".length + at);
  return at < DEFAULT_PATH.length ? DEFAULT_PATH.charCodeAt(at) : 0;
}

/** Executes the file that the buffer names. A script without a `#!` line is given to the shell; a foreign ELF file is not. */
function attempt(first: i32): i32 {
  const error = -sys.exec(first);
  if (error !== ENOEXEC || isElf()) return error;
  sys.execByShell(first);
  return error;
}

function isElf(): bool {
  const file = sys.open();
  // What we may run but not read is no script for the shell either. Any other failure tells nothing of the file.
  if (file < 0) return file === -EACCES;
  const byte = sys.readByte(file);
  sys.close(file);
  return byte === ELF_MAGIC;
}
