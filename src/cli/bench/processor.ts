/** Processor time that a process has taken. */
import { readFile } from "node:fs/promises";

/** User and system time since its start (fields 14 and 15 of proc_pid_stat(5), in ticks of 10 ms). */
export async function processorMs(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
