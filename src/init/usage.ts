/** Help, version, licence, and what is said of a command line that makes no sense. */
import * as sys from "./sys";
import { BLANK, put, putShown } from "./text";
import { begin, end, NEWLINE, STDOUT, send } from "./write";

export function sayUnknownOption(index: i32): void {
  begin("unknown option '");
  putShown(index);
  put("': use one that pid-one -h lists, and put -- before the command");
  end();
}

export function sayNoCommand(): void {
  begin("no command: use pid-one [OPTION...] [--] COMMAND [ARGUMENT...]");
  end();
}

/**
 * The value of an option is missing, or not of its kind.
 * @param from the argument that has the option
 * @param to the argument that has its value; the same one, or the next
 * @param allowed what it may be
 */
export function sayBadValue(from: i32, to: i32, allowed: string): void {
  begin("bad value in '");
  putShown(from);
  if (to !== from && sys.argByte(to, 0) >= 0) {
    sys.put(BLANK);
    putShown(to);
  }
  put("': use ");
  put(allowed);
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

export function sayLicence(): void {
  sys.clear();
  put("Apache License 2.0: https://www.apache.org/licenses/LICENSE-2.0\n");
  send(STDOUT);
}

export function sayHelp(): void {
  sys.clear();
  put(`usage: pid-one [OPTION...] [--] COMMAND [ARGUMENT...]

Runs COMMAND as an init does: forwards signals to it, reaps orphans, and exits as it does.

 -c, --single-child  signal COMMAND alone (the default)
 -g                  signal its process group
 -e CODE             exit with 0 for this code; repeatable
 -p SIGNAL           the signal to get when our parent ends
 -r, --rewrite S:R   forward signal S as R, or not at all (R is 0)
 -s                  adopt orphans though not PID 1
 -v, --verbose       say what is done; -vv and -vvv say more
 -w                  warn of each orphan reaped
 --explain           say what would be done, and why; start nothing
 --grace SECONDS     after TERM, INT or QUIT: so long to end for what COMMAND leaves
 --kernel-reap       let the kernel reap orphans, where it can (Linux 6.15)
 --report FD         a line of JSON for each event
 -h, --help  -l (licence)  -V, --version

TINI_SUBREAPER, TINI_KILL_PROCESS_GROUP and TINI_VERBOSITY, or PIDONE_INIT_..., do as -s, -g and -v.
Exit code: that of COMMAND; 128 + N if signal N killed it; 127 if it is not found; 126 if it cannot run;
1 if pid-one itself fails.
`);
  send(STDOUT);
}
