import { spawnSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeStateDir } from "../../server/state-dir.ts";
import { folderOf, pidOne } from "../in-folder.ts";

test("the steps of a new lab work in a real sandbox, and its task gets done", async () => {
  const folder = await folderOf({});
  const stateDir = await makeStateDir();
  try {
    expect(pidOne(folder, "new", "lab", "first").status).toBe(0);
    const env = { ...process.env, PIDONE_STATE: stateDir, PIDONE_LABS: join(folder, "labs") };
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["src/cli/pid-one.ts", "solve", "--json", "--quiet", "first"],
      { env, encoding: "utf8" },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      trials: [{ ok: true }, { name: expect.stringContaining("task orphan"), ok: true }],
    });
  } finally {
    await rm(folder, { recursive: true });
    await rm(stateDir, { recursive: true });
  }
});
