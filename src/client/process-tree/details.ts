/** All that is known of one process, in words. */
import type { Process } from "../../protocol/processes.ts";
import type { ProcessHistory } from "./history.ts";
import type { Lives } from "./lives.ts";
import { clockWords, lifeWords, markWords, processWords, reasonWords } from "./words.ts";

/** Of one that lives, or of the last that had this PID; empty when nobody knows it. */
export function detailsOf(pid: number, history: ProcessHistory, lives: Lives): string {
  const process = history.now.find((candidate) => candidate.pid === pid);
  const life = lives.of(pid) ?? lives.all.findLast((candidate) => candidate.pid === pid);
  if (!process) return life ? `${pid} ${life.command}: ${lifeWords(life)}` : "";
  const adoption = history.adoption(pid);
  const parts = [`${pid} ${process.command}: ${processWords(process, adoption)}`];
  if (adoption?.why) parts.push(`PID ${adoption.to} adopted it: ${reasonWords(adoption.why)}`);
  const started = process.startedAt ?? life?.born;
  if (started != null) parts.push(`Started at ${clockWords(started)}`);
  if (life?.exited != null) parts.push(`A zombie since ${clockWords(life.exited)}`);
  const mark = life?.marks.findLast(({ kind }) => kind === "signalled");
  if (mark) parts.push(`It ${markWords(mark)} at ${clockWords(mark.at)}`);
  parts.push(...belongings(process));
  const adopter = history.adopterAfter(pid);
  if (adopter !== null) parts.push(heirWords(adopter));
  if (process.subreaper) parts.push("It is a subreaper: it adopts orphans among its descendants");
  if (pid === 1) parts.push("If it ended, the kernel would kill all others");
  return parts.join(". ");
}

/** 0 is a session or a group whose leader is outside, which has no number here. */
function belongings({ pgid, sid, uid }: Process): string[] {
  const number = (id: number): string => (id === 0 ? "one outside" : String(id));
  const parts: string[] = [];
  if (sid !== undefined) parts.push(`session ${number(sid)}`);
  if (pgid !== undefined) parts.push(`process group ${number(pgid)}`);
  if (uid !== undefined) parts.push(`user ${uid}`);
  const words = parts.join(", ");
  return words === "" ? [] : [words.charAt(0).toUpperCase() + words.slice(1)];
}

function heirWords(adopter: number): string {
  const why = adopter === 1 ? "no ancestor is known to be a subreaper" : "the nearest ancestor that is a subreaper";
  return `If it ended, PID ${adopter} would adopt its children: ${why}`;
}
