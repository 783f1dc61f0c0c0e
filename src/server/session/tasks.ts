/** Ticks a lab's tasks by what happens to its processes. */
import type { TaskCondition } from "../../course/lab-file.ts";
import type { Init } from "../../protocol/labs.ts";
import type { ProcessEvent } from "../../protocol/processes.ts";

export class TaskBoard {
  readonly #open: Map<string, TaskCondition>;
  readonly #done = new Set<string>();
  readonly #init: Init;
  readonly #onDone: (id: string) => void;
  /** Zombies that have to stay one for a while: by task and PID. */
  readonly #lasting = new Map<string, { pid: number; timer: NodeJS.Timeout }>();

  /** @param done those that are done already */
  constructor(
    tasks: readonly { id: string; done: TaskCondition }[],
    done: readonly string[],
    init: Init,
    onDone: (id: string) => void,
  ) {
    this.#open = new Map(tasks.filter(({ id }) => !done.includes(id)).map((task) => [task.id, task.done]));
    for (const { id } of tasks) if (done.includes(id)) this.#done.add(id);
    this.#init = init;
    this.#onDone = onDone;
  }

  get done(): readonly string[] {
    return [...this.#done];
  }

  see(event: ProcessEvent): void {
    if (event.kind === "reaped") this.#forget((pid) => pid === event.pid);
    for (const [id, condition] of this.#open) {
      if (!meets(event, condition, this.#init)) continue;
      if (condition.for_ms) this.#wait(id, event.pid, condition.for_ms);
      else this.#tick(id);
    }
  }

  close(): void {
    this.#forget(() => true);
  }

  #wait(id: string, pid: number, milliseconds: number): void {
    this.#lasting.set(`${id} ${pid}`, { pid, timer: setTimeout(() => this.#tick(id), milliseconds) });
  }

  #tick(id: string): void {
    if (!this.#open.delete(id)) return;
    this.#done.add(id);
    this.#onDone(id);
  }

  #forget(which: (pid: number) => boolean): void {
    for (const [key, { pid, timer }] of this.#lasting) {
      if (!which(pid)) continue;
      clearTimeout(timer);
      this.#lasting.delete(key);
    }
  }
}

function meets(event: ProcessEvent, condition: TaskCondition, init: Init): boolean {
  const { event: kind, init: wantedInit, for_ms: _, ...wanted } = condition;
  if (event.kind !== kind || (wantedInit && wantedInit !== init)) return false;
  const has: Record<string, unknown> = event;
  return Object.entries(wanted).every(([key, value]) => value === undefined || has[key] === value);
}
