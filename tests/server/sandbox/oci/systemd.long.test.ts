/** Root's sandboxes where systemd is PID 1 and keeps the cgroup tree: as a service, and by hand from a shell. */
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, test } from "vitest";
import type { CheckGroup } from "../contract/checks.ts";
import { makeGuest } from "./guest.ts";
import { readReport, repository } from "./run-checks.ts";

const unit = join(repository, "docs/operations/pid-one.service");

let guest: Awaited<ReturnType<typeof makeGuest>>;
beforeAll(async () => {
  guest = await makeGuest({ "pid-one.service": unit }, "systemd");
});
afterAll(() => guest?.[Symbol.asyncDispose]());

/** Now and then the emulator makes Node itself crash; a fault of ours comes back each time. */
const emulated = { timeout: 420_000, retry: 1 };

/** Both at once. Meanwhile systemd looks through its units again, and writes to its cgroups. */
test("sandboxes and systemd leave each other's cgroups alone", emulated, async ({ expect }) => {
  const asService = program("runc", "/run/pid-one/state", ["limits"]);
  const byHand = program("crun", "/run/by-hand", ["everyday"]);
  const said = await guest.run(`
mkdir -p /opt /run/systemd/system/pid-one.service.d node_modules/.bin
ln -s /repository /opt/pid-one
ln -s /usr/bin/node node_modules/.bin/node
cp pid-one.service /run/systemd/system/
systemd-analyze verify /run/systemd/system/pid-one.service > /run/verified 2>&1 || echo "code $?" >> /run/verified
cat > /run/systemd/system/pid-one.service.d/test.conf << 'END'
[Service]
Type=oneshot
Restart=no
StandardOutput=file:/run/as-service.out
ExecStart=
ExecStart=/opt/pid-one/${asService}
END
cat > /run/systemd/system/other.service << 'END'
[Service]
Type=oneshot
CPUQuota=50%
MemoryMax=100M
ExecStart=/bin/true
END
systemctl daemon-reload
${byHand} > /run/by-hand.out &
systemctl start --no-block pid-one.service
until systemctl show --property=ActiveState pid-one.service | grep -v activating >&2; do
  systemctl start other.service
  systemctl daemon-reload
  find /sys/fs/cgroup -maxdepth 1 -name 'pid-one*' >> /run/foreign
done
wait
find /sys/fs/cgroup -name 'pid-one-*' >> /run/foreign
systemctl show --property=Result --value pid-one.service
for file in /run/verified /run/foreign /run/as-service.out /run/by-hand.out; do echo ==; cat $file; done
`);
  const [result, verified, foreign, ...reports] = said.split("==\n");
  expect([result, verified, foreign]).toEqual(["success\n", "", ""]);
  for (const [index, runtime] of ["runc", "crun"].entries()) {
    const report = await readReport(Readable.from(reports[index] ?? ""));
    const detail = expect.stringMatching(`^${runtime} .*, root, cgroup v2, delegated by systemd$`);
    expect(report.probe).toEqual({ ok: true, detail, missing: [] });
    expect(report.checks.filter(({ error }) => error !== null)).toEqual([]);
    expect(report.checks.length).toBeGreaterThan(1);
    expect(report.traces).toEqual([]);
  }
});

function program(runtime: "runc" | "crun", stateDir: string, groups: CheckGroup[]): string {
  const options = {
    ...{ rootfs: "/rootfs", initBinary: "/repository/init", consoleBinary: "/repository/console" },
    ...{ observerBinary: "/repository/observer", stateDir, runtime },
  };
  return `node_modules/.bin/node tests/server/sandbox/oci/check-program.ts '${JSON.stringify({ options, groups })}'`;
}
