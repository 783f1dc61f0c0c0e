/** The uses that tini's own README tells of, as images and runs, and what must come of each. */

/** One container, and what is done to it. */
export interface Use {
  name: string;
  /** The Dockerfile, after FROM. */
  dockerfile: string;
  /** Options of `docker run`. `container:holder` has another container's PID namespace. */
  options?: string[];
  /** What comes after the image. */
  args?: string[];
  /** The commands of `docker` that are given to the container once it says "ready". */
  whenReady?: string[];
  /** 137 would be the SIGKILL that `docker stop` sends when its time is up. */
  code: number;
  stdout: RegExp;
  stderr?: RegExp;
  /** What the init says of its work, on standard error or, as tini, on standard output. */
  says?: RegExp;
}

const READY_AND_SLEEP = `["sh", "-c", "echo ready; exec sleep 1000"]`;
const SHARED = ["--pid", "container:holder"];
/** It ends by itself if nobody stops it. */
const STOP = ["stop", "--time", "20"];
const KILL_SOON = ["stop", "--time", "1"];
/** The shell lives on, but its child ends if the signal goes to the whole group. */
const STUBBORN_SHELL = `["sh", "-c", "trap : TERM; echo ready; sleep 1000; echo the child ended with $?"]`;
const ORPHAN_REAPED = `["sh", "-c", "orphan; while pgrep -P $PPID -x orphan > /dev/null; do :; done"]`;

export const uses: Use[] = [
  {
    name: 'ENTRYPOINT ["/tini", "--"] with a CMD',
    dockerfile: `ENTRYPOINT ["/tini", "--"]\nCMD ["printf", "%s|", "-and", "-its", "arguments"]`,
    code: 0,
    stdout: /^-and\|-its\|arguments\|$/,
  },
  {
    name: 'ENTRYPOINT ["/usr/bin/tini", "--"], as Debian has it, with a command of docker run',
    dockerfile: `ENTRYPOINT ["/usr/bin/tini", "--"]`,
    args: ["sh", "-c", "echo I am $$; exit 42"],
    code: 42,
    stdout: /^I am \d+\n$/,
  },
  {
    name: 'CMD ["/sbin/tini", "--", ...], as Alpine has it',
    dockerfile: `CMD ["/sbin/tini", "--", "sh", "-c", "exit 5"]`,
    code: 5,
    stdout: /^$/,
  },
  {
    name: "docker stop ends a program that leaves SIGTERM alone",
    dockerfile: `ENTRYPOINT ["/tini", "--"]\nCMD ${READY_AND_SLEEP}`,
    whenReady: STOP,
    code: 143,
    stdout: /^ready\n$/,
  },
  {
    name: "docker stop runs the traps of a shell script",
    dockerfile: `ENTRYPOINT ["/tini", "--"]\nCMD ["with-traps.sh"]`,
    whenReady: STOP,
    code: 3,
    stdout: /^ready\nstopping\nthe server ended with 143\n$/,
  },
  {
    name: "STOPSIGNAL",
    dockerfile: `STOPSIGNAL SIGUSR1\nENTRYPOINT ["/tini", "--"]\nCMD ["sh", "-c", "trap 'echo USR1; exit 4' USR1; echo ready; sleep 1000 & wait"]`,
    whenReady: STOP,
    code: 4,
    stdout: /^ready\nUSR1\n$/,
  },
  {
    name: "docker kill --signal",
    dockerfile: `ENTRYPOINT ["/tini", "--"]\nCMD ${READY_AND_SLEEP}`,
    whenReady: ["kill", "--signal", "HUP"],
    code: 129,
    stdout: /^ready\n$/,
  },
  {
    name: "an existing entrypoint",
    dockerfile: `ENTRYPOINT ["/tini", "--", "docker-entrypoint.sh"]\nCMD ["sh", "-c", "echo $GREETING; echo ready; exec sleep 1000"]`,
    whenReady: STOP,
    code: 143,
    stdout: /^hello\nready\n$/,
  },
  {
    name: "-s in a PID namespace of someone else",
    dockerfile: `ENTRYPOINT ["/tini", "-s", "--"]\nCMD ${ORPHAN_REAPED}`,
    options: SHARED,
    code: 0,
    stdout: /^adopted by tini\n$/,
    stderr: /^$/,
  },
  {
    name: "TINI_SUBREAPER= in a PID namespace of someone else",
    dockerfile: `ENV TINI_SUBREAPER=\nENTRYPOINT ["/tini", "--"]\nCMD ${ORPHAN_REAPED}`,
    options: SHARED,
    code: 0,
    stdout: /^adopted by tini\n$/,
    stderr: /^$/,
  },
  {
    name: "neither, in a PID namespace of someone else: a warning that names both",
    dockerfile: `ENTRYPOINT ["/tini", "--"]\nCMD ["orphan"]`,
    options: SHARED,
    code: 0,
    stdout: /^adopted by sleep\n$/,
    stderr: /-s.*TINI_SUBREAPER/s,
  },
  {
    name: "-p SIGTERM",
    dockerfile: `ENTRYPOINT ["/tini", "--"]\nCMD ["parents-end.sh"]`,
    code: 0,
    stdout: /^ready, then\ngot TERM\n$/,
  },
  {
    name: "-w",
    dockerfile: `ENTRYPOINT ["/tini", "-w", "--"]\nCMD ${ORPHAN_REAPED}`,
    code: 0,
    stdout: /^adopted by tini\n$/,
    stderr: /^.*reaped.*\d+.*\n$/i,
  },
  ...["-v", "-vv", "-vvv"].map((option) => ({
    name: option,
    dockerfile: `ENTRYPOINT ["/tini", "${option}", "--"]\nCMD ["server.sh"]`,
    whenReady: STOP,
    code: 7,
    // tini's messages come between, unless they are warnings or errors.
    stdout: /ready\n.*got TERM\n/s,
    says: /server\.sh.*\b7\b/s,
  })),
  {
    name: "TINI_VERBOSITY=0",
    dockerfile: `ENV TINI_VERBOSITY=0\nENTRYPOINT ["/tini", "-w", "--"]\nCMD ${ORPHAN_REAPED}`,
    code: 0,
    stdout: /^adopted by tini\n$/,
    stderr: /^$/,
  },
  {
    name: "without -g a signal is for the child alone",
    dockerfile: `ENTRYPOINT ["/tini", "--"]\nCMD ${STUBBORN_SHELL}`,
    whenReady: KILL_SOON,
    code: 137,
    stdout: /^ready\n$/,
  },
  {
    name: "-g",
    dockerfile: `ENTRYPOINT ["/tini", "-g", "--"]\nCMD ${STUBBORN_SHELL}`,
    whenReady: STOP,
    code: 0,
    stdout: /^ready\nthe child ended with 143\n$/,
  },
  {
    name: "TINI_KILL_PROCESS_GROUP",
    dockerfile: `ENTRYPOINT ["/tini", "--"]\nCMD ${STUBBORN_SHELL}`,
    options: ["--env", "TINI_KILL_PROCESS_GROUP=1"],
    whenReady: STOP,
    code: 0,
    stdout: /^ready\nthe child ended with 143\n$/,
  },
  {
    name: "-e 143",
    dockerfile: `ENTRYPOINT ["/tini", "-e", "143", "--"]\nCMD ${READY_AND_SLEEP}`,
    whenReady: STOP,
    code: 0,
    stdout: /^ready\n$/,
  },
  {
    name: "-e 143 and another code",
    dockerfile: `ENTRYPOINT ["/tini", "-e", "143", "--"]\nCMD ${READY_AND_SLEEP}`,
    whenReady: ["kill", "--signal", "HUP"],
    code: 129,
    stdout: /^ready\n$/,
  },
  {
    name: "-e 143 -e 129",
    dockerfile: `ENTRYPOINT ["/tini", "-e", "143", "-e", "129", "--"]\nCMD ${READY_AND_SLEEP}`,
    whenReady: ["kill", "--signal", "HUP"],
    code: 0,
    stdout: /^ready\n$/,
  },
  ...["-h", "-l", "--version"].map((option) => ({
    name: option,
    dockerfile: `ENTRYPOINT ["/tini"]`,
    args: [option],
    code: 0,
    stdout: /\w/,
    stderr: /^$/,
  })),
  { name: "no command", dockerfile: `ENTRYPOINT ["/tini", "--"]`, code: 1, stdout: /^$/ },
  {
    name: "a command that is not there",
    dockerfile: `ENTRYPOINT ["/tini", "--"]\nCMD ["no-such-program"]`,
    code: 127,
    stdout: /^$/,
    stderr: /no-such-program/,
  },
];
