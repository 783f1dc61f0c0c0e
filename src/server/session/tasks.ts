/** Ticks a lab's tasks, and says where a learner went another way: by events, the number of processes, commands, and how the sandbox ends. */
import type { Condition, Task } from "../../course/task-file.ts";
import type { Init } from "../../protocol/labs.ts";
import type { ProcessEvent, Processes } from "../../protocol/processes.ts";
import type { Sandbox, SandboxEnd } from "../sandbox/sandbox.ts";
import { CommandChecks } from "./command-checks.ts";
import { endsAs, ProcessFamily, type StopTime } from "./conditions.ts";

type Watched = Pick<Task, "id" | "check"> & { wrong: readonly { when: Condition; say: string }[] };

export interface TaskBoardOptions {
  tasks: readonly Watched[];
  /** Those that are done already. */
  done: readonly string[];
  init: Init;
  /** Runs the commands that conditions have. */
  run: Sandbox["run"];
  onDone: (id: string) => void;
  /** Something is to be said about a task that is open. */
  onMessage: (id: string, message: string) => void;
}

export class TaskBoard {
  readonly #open: Map<string, Watched>;
  readonly #done = new Set<string>();
  readonly #options: TaskBoardOptions;
  readonly #family = new ProcessFamily();
  /** What has to last: the PID of its process, and the clock that runs. */
  readonly #lasting = new Map<Condition, Map<number, NodeJS.Timeout>>();
  readonly #commands: CommandChecks;
  readonly #said = new Map<string, string>();
  /** Kept, as it is asked for at each piece of output. */
  #hasCommands: boolean;

  constructor(options: TaskBoardOptions) {
    this.#options = options;
    const { tasks, done } = options;
    this.#open = new Map(tasks.filter(({ id }) => !done.includes(id)).map((task) => [task.id, task]));
    for (const { id } of tasks) if (done.includes(id)) this.#done.add(id);
    this.#commands = new CommandChecks(options.run, () => this.#askCommands());
    this.#hasCommands = this.#asksCommands();
  }

  get done(): readonly string[] {
    return [...this.#done];
  }

  /** All processes there are, from time to time: what no event told of is known by it. */
  know(processes: Processes): void {
    this.#family.know(processes);
    const { current, max } = processes.pids;
    if (max === null || current < max) return;
    for (const { condition, met } of this.#watched()) if (this.#isFor(condition) && condition.pids) met();
  }

  see(event: ProcessEvent): void {
    if (event.kind === "reaped") this.#forget(event.pid);
    for (const { condition, met } of this.#watched()) {
      if (!this.#isFor(condition) || !this.#family.meets(event, condition)) continue;
      if (condition.for_ms) this.#wait(condition, event.pid, met);
      else met();
    }
    this.#family.see(event);
  }

  /** The learner typed, or a terminal said something: commands may have another answer now. */
  terminalChanged(): void {
    if (this.#hasCommands) this.#commands.ask();
  }

  /** @param stop null: nobody asked for one */
  ended(end: SandboxEnd, stop: StopTime | null): void {
    for (const { condition, met } of this.#watched())
      if (this.#isFor(condition) && condition.ending && endsAs(end, stop, condition.ending)) met();
  }

  close(): void {
    this.#commands.close();
    for (const pids of this.#lasting.values()) for (const timer of pids.values()) clearTimeout(timer);
    this.#lasting.clear();
  }

  /** All conditions of open tasks, each with what it means that it is met. */
  #watched(): { condition: Condition; met: () => void }[] {
    return [...this.#open.values()].flatMap(({ id, check, wrong }) => [
      ...wrong.map(({ when, say }) => ({ condition: when, met: () => this.#say(id, say) })),
      { condition: check, met: () => this.#tick(id) },
    ]);
  }

  #asksCommands(): boolean {
    return this.#watched().some(({ condition }) => condition.command !== undefined);
  }

  #isFor({ init }: Condition): boolean {
    return init === undefined || init === this.#options.init;
  }

  #tick(id: string): void {
    if (!this.#open.delete(id)) return;
    this.#done.add(id);
    this.#hasCommands = this.#asksCommands();
    this.#options.onDone(id);
  }

  /** Once, until something else is to be said of it. */
  #say(id: string, message: string): void {
    if (!this.#open.has(id) || this.#said.get(id) === message) return;
    this.#said.set(id, message);
    this.#options.onMessage(id, message);
  }

  #wait(condition: Condition, pid: number, met: () => void): void {
    const pids = this.#lasting.get(condition) ?? new Map<number, NodeJS.Timeout>();
    this.#lasting.set(condition, pids);
    clearTimeout(pids.get(pid));
    pids.set(pid, setTimeout(met, condition.for_ms));
  }

  #forget(pid: number): void {
    for (const pids of this.#lasting.values()) {
      clearTimeout(pids.get(pid));
      pids.delete(pid);
    }
  }

  async #askCommands(): Promise<void> {
    for (const { id, check, wrong } of [...this.#open.values()]) {
      for (const { when, say } of wrong) if ((await this.#asked(when)).isSo) this.#say(id, say);
      const { isSo, message } = await this.#asked(check);
      if (isSo) this.#tick(id);
      else if (message !== "") this.#say(id, message);
    }
  }

  async #asked(condition: Condition): Promise<{ isSo: boolean; message: string }> {
    if (condition.command === undefined || !this.#isFor(condition)) return { isSo: false, message: "" };
    return await this.#commands.run(condition.command, condition.status ?? 0);
  }
}
