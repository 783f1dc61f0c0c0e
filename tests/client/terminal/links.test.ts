import { expect, test } from "vitest";
import { isWebLink } from "../../../src/client/terminal/links.ts";

test.each(["https://example.org/", "http://127.0.0.1:8080/a?b"])("%s opens", (address) => {
  expect(isWebLink(address)).toBe(true);
});

test.each(["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vscode://x", "nothing"])(
  "%s does not",
  (address) => {
    expect(isWebLink(address)).toBe(false);
  },
);
