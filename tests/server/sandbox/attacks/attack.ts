/** What an attack is, and the ground on which it takes place: a sandbox of a visitor, and the sandbox of a neighbour. */
import assert from "node:assert/strict";
import type { SandboxDriver, SandboxSpec } from "../../../../src/server/sandbox/sandbox.ts";
import { startSandboxForTest } from "../contract/sandboxes.ts";
import { prompt } from "../contract/screen.ts";

/**
 * What not every way to run containers has, as its probe says; without it some attacks get through. `ids`: sandboxes have user
 * ids of their own. `cgroup`: their limits are a cgroup's. `dev`: their /dev is closed. `file count`: files are counted. `user
 * namespace`: root inside is another user outside, so that a capability is none on what is shared.
 */
export type Strength = "ids" | "cgroup" | "dev" | "file count" | "user namespace";

export interface Attack {
  name: string;
  /** Where the way in is described: manual pages, CVEs. */
  source: string;
  needs?: Strength;
  /** Rejects when it gets through, or when it could not be tried. */
  run(ground: Ground): Promise<void>;
}

export type Started = Awaited<ReturnType<typeof startSandboxForTest>>;

const MiB = 1024 * 1024;

/** `await using` stops all sandboxes on it. */
export class Ground {
  readonly driver: SandboxDriver;
  /** Those that all sandboxes of this driver are in. */
  readonly sharedNamespaces: readonly string[];
  /** Each sandbox has a kernel of its own, which an attack may end: no other sandbox ends with it. */
  readonly hasOwnKernel: boolean;
  readonly #lab: string;
  #attacker: Started | null = null;
  #neighbour: Neighbour | null = null;

  /** @param lab the folder of buildAttacks() */
  constructor(driver: SandboxDriver, lab: string, sharedNamespaces: readonly string[] = [], hasOwnKernel = false) {
    this.driver = driver;
    this.sharedNamespaces = sharedNamespaces;
    this.hasOwnKernel = hasOwnKernel;
    this.#lab = lab;
  }

  /** One for all attacks that leave it as it was. */
  async attacker(): Promise<Started> {
    this.#attacker ??= await this.start();
    return this.#attacker;
  }

  async neighbour(): Promise<Neighbour> {
    this.#neighbour ??= await Neighbour.move(await this.start());
    return this.#neighbour;
  }

  /** A sandbox at its prompt that has the attack programs, for `await using`. */
  async start(changes: Partial<SandboxSpec> = {}): Promise<Started> {
    const limits = { pids: 64, memory_bytes: 64 * MiB, cpus: 1, tmpfs_bytes: 8 * MiB };
    const started = await startSandboxForTest(this.driver, { labDir: this.#lab, limits, ...changes });
    try {
      await started.screen.shows(prompt);
      return started;
    } catch (error) {
      await started.sandbox.stop();
      throw error;
    }
  }

  /** Runs an attack program in the shared sandbox. @returns what it tried, all of it in vain */
  async tries(...command: string[]): Promise<string[]> {
    const { sandbox } = await this.attacker();
    const { stdout, stderr } = await sandbox.run(command, { timeoutMs: 60_000 });
    return allRefused(stdout, stderr);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#attacker?.sandbox.stop(), this.#neighbour?.leave()]);
  }
}

/** Reads what an attack program says (programs/attack.h). */
export function allRefused(output: string, errors = ""): string[] {
  const lines = output.replaceAll("\r", "").trimEnd().split("\n");
  assert.deepEqual(
    lines.filter((line) => line.startsWith("THROUGH")),
    [],
    "an attack got through",
  );
  assert.equal(lines.at(-1), "done", `the attack broke off: ${lines.at(-1)} ${errors}`);
  const tried = lines.filter((line) => line.startsWith("refused"));
  assert.ok(tried.length > 0, "nothing was tried");
  return tried;
}

/** Somebody else, who was there before the attack and has work lying about. */
export class Neighbour {
  readonly #started: Started;
  readonly #sum: string;

  private constructor(started: Started, sum: string) {
    this.#started = started;
    this.#sum = sum;
  }

  static async move(started: Started): Promise<Neighbour> {
    const sum = await started.screen.command("seq 200000 | head -c 1M > /root/work; md5sum < /root/work");
    assert.match(sum, /^[0-9a-f]{32}/);
    return new Neighbour(started, sum);
  }

  /** Rejects unless the terminal echoes, a command runs, and nothing is lost. */
  async isWell(): Promise<void> {
    const { screen, sandbox } = this.#started;
    assert.equal(await screen.command("md5sum < /root/work"), this.#sum);
    const counted = await screen.command("seq -s ' ' 1000");
    assert.equal(counted.replace(/\s+/g, " ").trim(), Array.from({ length: 1000 }, (_, index) => index + 1).join(" "));
    const { stdout } = await sandbox.run(["/bin/echo", "well"], { timeoutMs: 30_000 });
    assert.equal(stdout, "well\n");
  }

  get started(): Started {
    return this.#started;
  }

  async leave(): Promise<void> {
    await this.#started.sandbox.stop();
  }
}
