import { expect, test } from "vitest";
import { withScriptsLast } from "../../src/components/scripts-last.ts";

test("modules are asked for after text and fonts; what runs before the first paint is as it was", () => {
  const html = '<script>paint()</script><script type="module" src="/_astro/a.js"></script>';
  expect(withScriptsLast(html)).toBe(
    '<script>paint()</script><script type="module" fetchpriority="low" src="/_astro/a.js"></script>',
  );
});
