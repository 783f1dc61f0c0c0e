/** What the tables of peers-starts.ts and peers-signals.ts are made of. */
import { AS_PID_1, finish, onlyChildOf, Running } from "./real-init.ts";

export const inits = ["ours", "tini", "dumb-init", "catatonit"] as const;
export type InitName = (typeof inits)[number];

/** One thing to try. `tools` has the path of a fixture, or of a file that useOddFiles made. */
export interface Behaviour {
  name: string;
  observe(init: string, tools: (name: string) => string): Promise<string>;
  /** One word for all inits, or one for each. */
  expected: string | Record<InitName, string>;
}

/** @param args from the init's own options on; `@NAME` is a tool */
export function code(args: string[]): Behaviour["observe"] {
  return async (init, tools) => {
    const command = args.map((arg) => (arg.startsWith("@") ? tools(arg.slice(1)) : arg));
    return `${(await finish([...AS_PID_1, init, ...command])).code}`;
  };
}

/** Starts `print-signals` under an init as PID 1. */
export async function listen(init: string, tools: (name: string) => string) {
  const running = new Running([...AS_PID_1, init, "--", tools("print-signals")]);
  await running.until(/ready/);
  const pid = await onlyChildOf(running.pid);
  return { running, init: pid, command: await onlyChildOf(pid) };
}
