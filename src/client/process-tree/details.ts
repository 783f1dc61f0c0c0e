/** All that is known of one process, in words. */
import type { ProcessHistory } from "./history.ts";
import type { Lives } from "./lives.ts";
import { clockWords, lifeWords, processWords } from "./words.ts";

/** Of one that lives, or of the last that had this PID; empty when nobody knows it. */
export function detailsOf(pid: number, history: ProcessHistory, lives: Lives): string {
  const process = history.now.find((candidate) => candidate.pid === pid);
  const life = lives.of(pid) ?? lives.all.findLast((candidate) => candidate.pid === pid);
  if (!process) return life ? `${pid} ${life.command}: ${lifeWords(life)}` : "";
  const parts = [`${pid} ${process.command}: ${processWords(process, history.adoption(pid))}`];
  if (life?.born != null) parts.push(`Started at ${clockWords(life.born)}`);
  const adopter = history.adopterAfter(pid);
  if (adopter !== null) parts.push(`If it ended, PID ${adopter} would adopt its children`);
  if (pid === 1) parts.push("If it ended, the kernel would kill all others");
  return parts.join(". ");
}
