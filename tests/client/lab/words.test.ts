import "../../../src/words/en/speak.ts";
import { expect, test } from "vitest";
import { connectionWords, endDetail } from "../../../src/client/lab/words.ts";

test("the state of the connection", () => {
  expect(connectionWords({ is: "waiting", retryAt: 3_500 }, 1_000)).toBe("Connection lost. Next attempt in 3 s.");
  expect(connectionWords({ is: "waiting", retryAt: 3_500 }, 4_000)).toBe("Connection lost. Next attempt now.");
});

test("how PID 1 ended is told by the page, why a sandbox failed by the server", () => {
  expect(endDetail({ reason: "exited", detail: "The server's words.", exit: { code: 3 } })).toBe(
    "The lab’s first process (PID 1) exited with code 3.",
  );
  expect(endDetail({ reason: "failed", detail: "The daemon went away." })).toBe("The daemon went away.");
  expect(endDetail({ reason: "idle", detail: "Nothing was typed for 600 seconds." })).toBe("");
});
