/** Reads one line of the observer. What each says stands in src/observer/observer.c. */
import type { AdoptionReason } from "../../../protocol/processes.ts";

interface Of {
  /** The sandbox's, as it was given with "watch". */
  id: number;
}

interface At extends Of {
  /** Milliseconds since 1970. */
  at: number;
  pid: number;
}

interface Identity {
  pgid: number;
  sid: number;
  uid: number;
  /** Milliseconds since 1970. */
  startedAt: number;
}

export type ObserverLine =
  | (Of & { kind: "list" | "listed" | "lost" | "gone" })
  | (Of & { kind: "miss"; count: number })
  | (At & { kind: "is"; ppid: number; state: string; status: number; name: string } & Identity)
  | (At & { kind: "fork" | "zombie"; ppid: number })
  | (At & { kind: "exec" | "name"; name: string })
  | (At & { kind: "exit"; status: number })
  | (At & { kind: "orphan"; from: number; to: number; why: AdoptionReason })
  | (At & { kind: "sid" })
  | (At & { kind: "uid" | "gid"; real: number; effective: number })
  | (At & { kind: "signal"; number: number; from: number | "kernel" | "unknown"; ignored: boolean })
  | (At & { kind: "reap"; by: number; how: "wait" | "kernel" });

/** After the kind: the sandbox, mostly the time and the process, and what is the kind's own. A name is the rest of the line. */
const patterns = new Map(
  Object.entries({
    list: /^list (\d+) \d+$/,
    listed: /^listed (\d+)$/,
    lost: /^lost (\d+) \d+$/,
    miss: /^miss (\d+) (\d+) (\d+)$/,
    gone: /^gone (\d+)$/,
    is: /^is (\d+) (\d+) (\d+) (\d+) (\S) (\d+) (\d+) (\d+) (\d+) (\d+) (.*)$/,
    fork: /^fork (\d+) (\d+) (\d+) (\d+)$/,
    zombie: /^zombie (\d+) (\d+) (\d+) (\d+)$/,
    exec: /^exec (\d+) (\d+) (\d+) (.*)$/,
    name: /^name (\d+) (\d+) (\d+) (.*)$/,
    exit: /^exit (\d+) (\d+) (\d+) (\d+)$/,
    orphan: /^orphan (\d+) (\d+) (\d+) (\d+) (\d+) (init|subreaper)$/,
    sid: /^sid (\d+) (\d+) (\d+)$/,
    uid: /^uid (\d+) (\d+) (\d+) (\d+) (\d+)$/,
    gid: /^gid (\d+) (\d+) (\d+) (\d+) (\d+)$/,
    signal: /^signal (\d+) (\d+) (\d+) (\d+) (\d+|kernel|unknown) (taken|ignored)$/,
    reap: /^reap (\d+) (\d+) (\d+) (\d+) (wait|kernel)$/,
  }),
);

/** @throws when it is no such line: then nothing that this observer says can be trusted */
export function parseObserverLine(line: string): ObserverLine {
  const kind = line.slice(0, line.indexOf(" "));
  const found = patterns.get(kind)?.exec(line);
  if (!found) throw new Error(`not understood: ${line.slice(0, 100)}`);
  const number = (at: number) => Number(found[at]);
  const milliseconds = (at: number) => Math.round(number(at) / 1000);
  const [id, at, pid] = [number(1), milliseconds(2), number(3)];
  switch (kind) {
    case "list":
    case "listed":
    case "lost":
    case "gone":
      return { kind, id };
    case "miss":
      return { kind, id, count: number(3) };
    case "is":
      return {
        ...{ kind, id, at, pid, ppid: number(4) },
        ...{ state: found[5] ?? "", status: number(6), name: found[11] ?? "" },
        ...{ pgid: number(7), sid: number(8), uid: number(9), startedAt: milliseconds(10) },
      };
    case "fork":
    case "zombie":
      return { kind, id, at, pid, ppid: number(4) };
    case "exec":
    case "name":
      return { kind, id, at, pid, name: found[4] ?? "" };
    case "exit":
      return { kind, id, at, pid, status: number(4) };
    case "orphan":
      return { kind, id, at, pid, from: number(4), to: number(5), why: found[6] === "init" ? "init" : "subreaper" };
    case "signal": {
      const from = found[5] === "kernel" || found[5] === "unknown" ? found[5] : number(5);
      return { kind, id, at, pid, number: number(4), from, ignored: found[6] === "ignored" };
    }
    case "sid":
      return { kind, id, at, pid };
    case "uid":
    case "gid":
      return { kind, id, at, pid, real: number(4), effective: number(5) };
    default:
      return { kind: "reap", id, at, pid, by: number(4), how: found[5] === "kernel" ? "kernel" : "wait" };
  }
}
