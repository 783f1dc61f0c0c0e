/** All that is known of one process, in words. */
import type { Process } from "../../protocol/processes.ts";
import type { Lives } from "../../recording/lives.ts";
import { words } from "../../words/page.ts";
import type { ProcessHistory } from "./history.ts";
import { lifeWords, markWords, processWords } from "./words.ts";

/** Of one that lives, or of the last that had this PID; empty when nobody knows it. */
export function detailsOf(pid: number, history: ProcessHistory, lives: Lives): string {
  const { details, reasons } = words.tree;
  const process = history.now.find((candidate) => candidate.pid === pid);
  const life = lives.of(pid) ?? lives.all.findLast((candidate) => candidate.pid === pid);
  if (!process) return life ? details.about(`${pid} ${life.command}`, lifeWords(life)) : "";
  const adoption = history.adoption(pid);
  const parts = [details.about(`${pid} ${process.command}`, processWords(process, adoption))];
  if (adoption?.why) parts.push(details.adopted(adoption.to, reasons[adoption.why]));
  const started = process.startedAt ?? life?.born;
  if (started != null) parts.push(details.started(started));
  if (life?.exited != null) parts.push(details.zombieSince(life.exited));
  const mark = life?.marks.findLast(({ kind }) => kind === "signalled");
  if (mark) parts.push(details.at(markWords(mark), mark.at));
  parts.push(...belongings(process));
  const adopter = history.adopterAfter(pid);
  if (adopter !== null) parts.push(details.heir(adopter));
  if (process.subreaper) parts.push(details.subreaper);
  if (pid === 1) parts.push(details.pid1);
  return parts.join(". ");
}

/** 0 is a session or a group whose leader is outside, which has no number here. */
function belongings({ pgid, sid, uid }: Process): string[] {
  const { session, group, user } = words.tree.details;
  const parts: string[] = [];
  if (sid !== undefined) parts.push(session(sid));
  if (pgid !== undefined) parts.push(group(pgid));
  if (uid !== undefined) parts.push(user(uid));
  const told = parts.join(", ");
  return told === "" ? [] : [told.charAt(0).toUpperCase() + told.slice(1)];
}
