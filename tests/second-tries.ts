/** Says at the end which tests passed at their second try only: each is a race to be found, in the test or in what it tests. */
import type { Reporter, TestCase, TestModule } from "vitest/node";

export default class SecondTries implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const told = modules.flatMap((module) =>
      [...module.children.allTests("passed")]
        .filter((test) => test.diagnostic()?.flaky)
        .map((test) => `${module.relativeModuleId}: ${test.fullName}\n  ${firstFailure(test)}`),
    );
    if (told.length > 0) console.log(`\nPASSED AT THE SECOND TRY ONLY, please mend:\n${told.join("\n")}\n`);
  }
}

/** A last screen may be a part of it. */
const linesMax = 20;

function firstFailure(test: TestCase): string {
  const { message = "", stacks } = test.result().errors?.[0] ?? {};
  const { file, line } = stacks?.[0] ?? {};
  return `${message.trim().split("\n").slice(0, linesMax).join("\n  ")} (${file}:${line})`;
}
