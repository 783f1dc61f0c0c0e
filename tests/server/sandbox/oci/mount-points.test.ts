import { expect, test } from "vitest";
import { mountPointsBelow } from "../../../../src/server/sandbox/oci/mount-points.ts";

test("mount points below a folder, the deepest first, the folder's namesakes left out", () => {
  const mountinfo = `1 0 8:1 / / rw - ext4 x rw
2 1 8:1 / /state/one rw - ext4 x rw
3 2 8:1 / /state/one/two\\040words rw - ext4 x rw
4 1 8:1 / /state-other rw - ext4 x rw
`;
  expect(mountPointsBelow(mountinfo, "/state")).toEqual(["/state/one/two words", "/state/one"]);
});
