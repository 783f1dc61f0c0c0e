/** One keyboard for two labs: what is typed into the terminal of one is typed into the other as well. */
import type { PidLab } from "../lab/element.ts";

/**
 * What a terminal answers by itself when a program asks it something: who it is, where its cursor stands, its colours
 * (xterm's "ctlseqs", DA, DSR, CPR, OSC 10 to 12, DCS). The other terminal is asked by its own program.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: answers of terminals begin with them
const answer = /^\x1b(\[[?>=]?[\d;]*[cnR]|\][\d;]+(rgb|rgba):.*|P.*\x1b\\)$/;

/** @param isOn whether keys are to go to both */
export function mirror(labs: readonly [PidLab, PidLab], isOn: () => boolean, signal: AbortSignal): void {
  for (const [lab, other] of [labs, labs.toReversed()]) {
    // The event does not bubble; on its way down it is seen all the same.
    lab?.addEventListener(
      "pid-terminal-input",
      ({ detail }) => {
        const isAnswer = answer.test(new TextDecoder().decode(detail));
        if (isOn() && !isAnswer && other?.dataset.state === "running") void other.send(detail);
      },
      { signal, capture: true },
    );
  }
}
