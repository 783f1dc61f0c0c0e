import { expect, test } from "vitest";
import { withModulesLater } from "../../src/components/modules-later.ts";

test("modules are asked for after the first paint; what runs before it is as it was", () => {
  const html = '<script>paint()</script><script type="module" src="/_astro/a.js"></script>';
  expect(withModulesLater(html)).toBe(
    '<script>paint()</script><script type="module-later" src="/_astro/a.js"></script>',
  );
});
