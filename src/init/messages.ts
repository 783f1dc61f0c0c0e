/** Every line that we write. All begin with `pid-one: ` and go to standard error, but for help and version. */
import { describeError, EFBIG, ENOENT, EPIPE } from "./errors";
import { endingSignal, exitCode, NAMES, SIGPIPE, SIGRTMIN, SIGXFSZ } from "./signals";
import * as sys from "./sys";
import { hasSlash, put, putNumber, putShown } from "./text";

const STDOUT: i32 = 1;
const STDERR: i32 = 2;
const BLANK: i32 = 32;
const NEWLINE: i32 = 10;

let verbosity: i32 = 0;

/** How much to say: the number of `-v`. */
export function setVerbosity(level: i32): void {
  verbosity = level;
}

/** `-v`: the command runs. */
export function sayStarted(first: i32, pid: i32): void {
  if (verbosity === 0) return;
  begin("started ");
  putShown(first);
  put(" as ");
  putNumber(pid);
  end();
}

/** `-v`: a signal went to the command. */
export function sayForwarded(signal: i32, pid: i32): void {
  if (verbosity === 0) return;
  begin("forwarded ");
  putSignal(signal);
  put(" to ");
  putNumber(pid);
  end();
}

/** `-v`: an orphan that had become ours is gone. */
export function sayReaped(pid: i32, status: i32): void {
  if (verbosity === 0) return;
  begin("reaped ");
  putNumber(pid);
  put(", ");
  putEnd(status);
  end();
}

/** `-v`: the command ended, and so do we. */
export function sayExiting(code: i32, pid: i32, status: i32): void {
  if (verbosity === 0) return;
  begin("exiting with ");
  putNumber(code);
  put(": ");
  putNumber(pid);
  put(" ");
  putEnd(status);
  end();
}

export function sayCannotRun(first: i32, error: i32): void {
  begin("cannot run '");
  putShown(first);
  put("': ");
  if (error !== ENOENT) putError(error);
  else if (hasSlash(first)) put("it, or the interpreter that its first line names, is not there");
  else put("not found in any directory of PATH");
  end();
}

export function sayCannotFork(error: i32): void {
  begin("cannot start a process: ");
  putError(error);
  end();
}

export function sayCannotForward(signal: i32, pid: i32, error: i32): void {
  begin("cannot forward ");
  putSignal(signal);
  put(" to ");
  putNumber(pid);
  put(": ");
  putError(error);
  end();
}

export function sayCannotWait(error: i32): void {
  begin("cannot wait for the command: ");
  putError(error);
  end();
}

export function sayUnknownOption(index: i32): void {
  begin("unknown option '");
  putShown(index);
  put("': use -v, -h or --version, and put -- before the command");
  end();
}

export function sayNoCommand(): void {
  begin("no command: use pid-one [-v] [--] COMMAND [ARGUMENT...]");
  end();
}

export function sayVersion(): void {
  sys.clear();
  put("pid-one ");
  let at: i32 = 0;
  for (let byte = sys.versionByte(0); byte > 0; byte = sys.versionByte(at)) {
    sys.put(byte);
    at++;
  }
  sys.put(NEWLINE);
  send(STDOUT);
}

export function sayHelp(): void {
  sys.clear();
  put("usage: pid-one [-v] [--] COMMAND [ARGUMENT...]\n\n");
  put("Runs COMMAND as an init does: forwards signals to it, reaps orphans, and exits as it does.\n\n");
  put("  -v         say on standard error what is done\n");
  put("  -h         show this text\n");
  put("  --version  show the version\n\n");
  put("Exit code: that of COMMAND; 128 + N if signal N killed it; 127 if it is not found; 126 if it cannot run;\n");
  put("1 if pid-one itself fails.\n");
  send(STDOUT);
}

function begin(text: string): void {
  sys.clear();
  put("pid-one: ");
  put(text);
}

function end(): void {
  sys.put(NEWLINE);
  send(STDERR);
}

/** A line that nobody takes is dropped: PID 1 must not block on a full pipe or a stopped terminal. */
function send(fd: i32): void {
  let result = sys.writeNow(fd);
  // It fails on what does not know the flag, too: there poll(2) tells whether to write.
  if (result < 0 && result !== -EPIPE && sys.writable(fd) !== 0) result = sys.write(fd);
  // With these errors the kernel also sends us a signal, which is not for the command (write(2)).
  if (result === -EPIPE) sys.discard(SIGPIPE);
  if (result === -EFBIG) sys.discard(SIGXFSZ);
}

function putEnd(status: i32): void {
  const signal = endingSignal(status);
  if (signal !== 0) {
    put("was killed by ");
    putSignal(signal);
  } else {
    put("exited with ");
    putNumber(exitCode(status));
  }
}

function putError(error: i32): void {
  const words = describeError(error);
  if (words.length > 0) put(words);
  else {
    put("error ");
    putNumber(error);
  }
}

/** `SIGTERM`, `SIGRTMIN+3`, or `signal 32` for the two that belong to the C library. */
function putSignal(signal: i32): void {
  if (signal >= SIGRTMIN) {
    put("SIGRTMIN+");
    putNumber(signal - SIGRTMIN);
  } else if (signal > 31) {
    put("signal ");
    putNumber(signal);
  } else {
    put("SIG");
    let number: i32 = 1;
    for (let at: i32 = 0; at < NAMES.length && number <= signal; at++) {
      const letter: i32 = NAMES.charCodeAt(at);
      if (letter === BLANK) number++;
      else if (number === signal) sys.put(letter);
    }
  }
}
