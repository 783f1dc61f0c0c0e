import { expect, test } from "vitest";
import { askedRecording } from "../../../src/client/replay/asked.ts";

test("the recording of a lab is the same for all languages, also where the site is in a folder", () => {
  expect(askedRecording("https://a.example/course/fr/replay/?lab=zombies", "/course/")).toBe(
    "https://a.example/course/recordings/zombies.cast",
  );
});

test("a published recording is at the lab server, wherever that is", () => {
  expect(askedRecording("https://a.example/course/replay/?r=aB-_9", "/course/")).toBe(
    "https://a.example/api/recordings/aB-_9",
  );
  expect(askedRecording("https://a.example/replay/?r=x", "/", "https://labs.example")).toBe(
    "https://labs.example/api/recordings/x",
  );
});

test.each(["?r=", "?r=../labs", "?r=a%2Fb", "", "?lab=", "?lab=../../x", "?lab=//evil.example/a", "?lab=A%2Fb"])(
  "%s asks for none",
  (query) => {
    expect(askedRecording(`https://a.example/replay/${query}`, "/")).toBeNull();
  },
);
