/** Does the steps of a script, as a person would: each kind of step, as container.training's autopilot understands it. */
import { setTimeout as delay } from "node:timers/promises";
import { keysOf } from "../../client/commands/keys.ts";
import type { Step } from "../../course/dialect/step.ts";
import { checkedTask } from "../../course/validate/steps.ts";
import type { Learner } from "./learner.ts";
import type { Screen } from "./screen.ts";

/** What a command began may take a moment to be so. */
const checkAgainMs = 50;
/** How much longer than others a step may take that waits long. */
const longer = 10;

/** At one sandbox. */
export class Hands {
  readonly #learner: Learner;
  readonly #seconds: number;
  #terminal = 0;
  #lastTerminal = 0;
  #clipboard = "";

  /** @param seconds that a step may take; `longwait` ten times as long */
  constructor(learner: Learner, seconds: number) {
    this.#learner = learner;
    this.#seconds = seconds;
  }

  /** The terminal that is typed into. */
  get screen(): Screen {
    const screen = this.#learner.screens[this.#terminal];
    if (screen === undefined) throw new Error(`the lab has no terminal ${this.#terminal}`);
    return screen;
  }

  /**
   * @param next the one after it: a command that something is waited for may go on, and may fail
   * @throws Error that says what is not as the step wants it
   */
  async do({ kind, text }: Step, next: Step | undefined): Promise<void> {
    switch (kind) {
      case "bash":
      case "hide":
        return await this.#command(text, next?.kind === "wait" || next?.kind === "longwait");
      case "key":
        return this.screen.type(keysOf(text));
      case "keys":
        return this.screen.type(keysOf(text).replaceAll("\n", "\r"));
      case "wait":
        return await this.#appears(text, this.#seconds);
      case "longwait":
        return await this.#appears(text, this.#seconds * longer);
      case "copy":
        return this.#copy(text);
      case "paste":
        return this.screen.type(this.#clipboard);
      case "check":
        return await this.#check(text);
      case "tmux":
        return this.#tmux(text);
      case "stop":
        return await this.#learner.stop();
      case "restart": // These are the new sandbox's. Before its PID 1 has begun the kernel drops what "stop" would send.
        return await this.screen.until(() => this.screen.isAtPrompt, this.#seconds, "a prompt");
      case "open": // A page for a person to look at.
        return;
    }
  }

  async #command(text: string, isWaitedFor: boolean): Promise<void> {
    const lines = text.split("\n").map((line) => line.trim());
    const { screen } = this;
    await screen.until(() => screen.isAtPrompt, this.#seconds, "a prompt");
    const before = screen.commands;
    for (const [index, line] of lines.entries()) {
      screen.typeLine(line);
      const isLast = index === lines.length - 1;
      if (isLast && isWaitedFor) return;
      await screen.until(() => screen.isAtPrompt, this.#seconds, "the next prompt");
    }
    if (screen.commands === before) throw new Error("the shell waits for the rest of the command");
    this.#expectSuccess();
  }

  #expectSuccess(): void {
    const { status } = this.screen;
    if (status !== 0) throw new Error(`the command ended with status ${status}`);
  }

  async #appears(text: string, seconds: number): Promise<void> {
    const { screen } = this;
    await screen.until(() => screen.answer().includes(text), seconds, `"${text}"`);
  }

  #copy(pattern: string): void {
    const found = [...this.screen.text().matchAll(new RegExp(pattern, "gs"))].at(-1);
    if (found === undefined) throw new Error(`nothing on the screen matches /${pattern}/`);
    // As somebody copies it who means one line of it.
    this.#clipboard = (found[1] ?? found[0]).replaceAll("\n", "");
  }

  async #check(text: string): Promise<void> {
    const { screen } = this;
    const task = checkedTask(text);
    if (task !== undefined) {
      return await screen.until(() => this.#learner.isDone(task), this.#seconds, `the end of task "${task}"`);
    }
    await screen.until(() => screen.isAtPrompt, this.#seconds, "a prompt");
    if (text === "") return this.#expectSuccess();
    const endsAt = performance.now() + this.#seconds * 1000;
    for (;;) {
      const failure = await this.#run(text);
      if (failure === undefined) return;
      if (performance.now() > endsAt) throw new Error(`not so in ${this.#seconds} s: ${failure}`);
      await delay(checkAgainMs);
    }
  }

  /** @returns how it failed */
  async #run(command: string): Promise<string | undefined> {
    const timeoutMs = this.#seconds * 1000;
    const { exit, stdout, stderr } = await this.#learner.sandbox.run(["/bin/bash", "-c", command], { timeoutMs });
    if ("code" in exit && exit.code === 0) return undefined;
    const how = "code" in exit ? `status ${exit.code}` : exit.signal;
    return `it ended with ${how}: ${`${stdout}${stderr}`.trim()}`;
  }

  /** Our terminals are the panes. */
  #tmux(command: string): void {
    const [name = "", ...args] = command.split(/\s+/);
    const panes = this.#learner.screens.length;
    const asked = Number(/^\D*(\d+)$/.exec(args[args.indexOf("-t") + 1] ?? "")?.[1] ?? Number.NaN);
    const at = this.#terminal;
    if (["select-pane", "selectp"].includes(name)) this.#go(Number.isNaN(asked) ? (at + 1) % panes : asked);
    else if (["last-pane", "lastp"].includes(name)) this.#go(this.#lastTerminal);
    else if (["split-pane", "split-window", "splitw", "splitp", "new-window", "neww"].includes(name)) this.#go(at + 1);
    else if (["kill-pane", "killp"].includes(name)) this.#go(Math.max(0, at - 1));
    else throw new Error("this is no command of tmux that means something here; write select-pane -t NUMBER");
  }

  #go(terminal: number): void {
    const { length } = this.#learner.screens;
    if (terminal >= length)
      throw new Error(
        `terminal ${terminal} is not there: the lab has ${length}, numbered from 0; see its \`terminals\``,
      );
    this.#lastTerminal = this.#terminal;
    this.#terminal = terminal;
  }
}
