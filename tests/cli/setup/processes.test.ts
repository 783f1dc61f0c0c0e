import { spawn } from "node:child_process";
import { expect, test } from "vitest";

/** The shell stays in between, as npm does. */
function start() {
  const shell = spawn("sh", ["-c", `${process.execPath} tests/cli/setup/messenger.mjs; true`]);
  shell.stdout.setEncoding("utf8");
  return shell;
}

test("when npm is killed, the server is asked to stop", async () => {
  const npm = start();
  let output = "";
  for await (const text of npm.stdout) {
    output += text;
    if (text.includes("up")) npm.kill("SIGKILL");
  }
  expect(output).toBe("up\nasked to stop\n");
});
