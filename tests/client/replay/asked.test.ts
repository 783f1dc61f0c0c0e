import { expect, test } from "vitest";
import { askedRecording } from "../../../src/client/replay/asked.ts";

test("the recording of a lab stands beside the page, also where the site is in a folder", () => {
  expect(askedRecording("https://a.example/course/replay/?lab=zombies")).toBe(
    "https://a.example/course/recordings/zombies.cast",
  );
});

test.each(["", "?lab=", "?lab=../../x", "?lab=//evil.example/a", "?lab=A%2Fb"])("%s asks for none", (query) => {
  expect(askedRecording(`https://a.example/replay/${query}`)).toBeNull();
});
