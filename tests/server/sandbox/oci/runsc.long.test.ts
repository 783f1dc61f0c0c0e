/** gVisor's runtime, which runs labs on a kernel of its own. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { post } from "../../lab-socket.ts";
import { startServer } from "../../running-server.ts";
import { Ground } from "../attacks/attack.ts";
import { attacks } from "../attacks/attacks.ts";
import { buildAttacks } from "../attacks/programs.ts";
import { type CheckGroup, checkGroups } from "../contract/checks.ts";
import { driverForTest } from "./fixture.ts";
import { serverNames, tracesOf } from "./traces.ts";

const started = await driverForTest({ runtime: "runsc" });
const probe = await started.driver.probe();
const servers = await serverNames(started.stateDir);

/** Not `isolation`, `ids`, `cgroup namespace`: they ask the machine's kernel, which here nobody inside speaks to. */
const groups: CheckGroup[] = ["everyday", "limits"];

/**
 * Those whose way in is the server, the runtime, or what all sandboxes share. The others look for what our seccomp filter
 * refuses and our mounts hide, or count on the machine's OOM killer and on inodes.
 */
const tried = [
  "processes outside",
  "a crash, which would start the host's handler of core dumps",
  "killing everything that can be seen",
  "the runtime's own program, process and open folders while it joins",
  "a command that is the runtime itself: #!/proc/self/exe",
  "a PID 1 that changes its root under the server's eyes",
  "a lab's folder full of links that point outside",
  "two sandboxes look for each other in every place where processes meet",
  "zombies up to the limit",
  "files that fill every writable file system",
  "open files, sockets and terminals without number",
  "ten threads that compute",
  "many thousand processes in a row",
  "output without end",
];

if (!probe.ok) console.warn(`\n!!! NOT TESTED here: labs on gVisor's runsc: ${probe.reason}\n`);
test.runIf(process.env.CI)("CI has runsc", () => expect(probe).toMatchObject({ ok: true }));

describe.skipIf(!probe.ok)("runsc", { timeout: 180_000 }, () => {
  let built: Awaited<ReturnType<typeof buildAttacks>>;
  let ground: Ground;
  beforeAll(async () => {
    built = await buildAttacks();
    ground = new Ground(started.driver, built.lab, [], true);
  });
  afterAll(async () => {
    await ground[Symbol.asyncDispose]();
    await started.driver.close();
    expect(await tracesOf(started.stateDir, servers)).toEqual([]);
    await built[Symbol.asyncDispose]();
  });

  test("what it does less well is said", () => {
    expect(probe).toEqual({
      ok: true,
      detail: expect.stringMatching(/^runsc \S+, root, cgroup /),
      missing: expect.arrayContaining([expect.stringContaining("process tree"), expect.stringContaining("memory")]),
    });
  });

  test("a lab of several containers is not offered, and who asks for it is told why", async () => {
    await using server = await startServer({ PIDONE_RUNTIME: "runsc", PIDONE_WARM_MAX: "0" });
    const refused = await post(server.address, { lab: "pod" });
    expect(refused.status).toBe(501);
    expect(await refused.json()).toMatchObject({ detail: expect.stringContaining("several containers") });
    const listed: { id: string }[] = await (await fetch(`${server.address}/api/labs`)).json();
    expect(listed.map(({ id }) => id)).not.toContain("pod");
  });

  for (const { name, run } of groups.flatMap((group) => checkGroups[group])) test(name, () => run(started.driver));

  test("there are all the attacks that are named here", () => {
    expect(attacks.map(({ name }) => name)).toEqual(expect.arrayContaining(tried));
  });
  for (const { name, run } of attacks.filter(({ name }) => tried.includes(name))) test(name, () => run(ground));
});

afterAll(() => started[Symbol.asyncDispose]());
