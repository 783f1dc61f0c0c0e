/** Whose child we are, and whose parent we become. */
import { sayCannot, sayNoOrphans } from "./messages";
import { parentsEnd, subreaper } from "./options";
import * as sys from "./sys";

/** Does as `-p` and `-s` say, and warns if no orphan can come to us; false, after a message, if that fails. */
export function becomeParent(): bool {
  if (parentsEnd > 0) {
    const result = sys.signalAtParentsEnd(parentsEnd);
    if (result < 0) return fail("get a signal at the end of the parent", result);
  }
  if (subreaper) {
    const result = sys.becomeSubreaper();
    if (result < 0) return fail("become a subreaper", result);
  } else if (sys.ownPid() !== 1 && sys.isSubreaper() !== 1) sayNoOrphans();
  return true;
}

function fail(what: string, result: i32): bool {
  sayCannot(what, -result);
  return false;
}
