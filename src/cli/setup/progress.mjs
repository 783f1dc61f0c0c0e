/** Says what set-up is doing, and that it is alive. */

/** Something that the person at the keyboard can act on: printed without a stack. */
export class SetupError extends Error {}

export function step(text) {
  process.stdout.write(`» ${text}\n`);
}

const terminalTickMs = 1000;
const logTickMs = 10_000;

/**
 * Runs a long piece of work under a line that shows the seconds and what is going on: renewed each second on a
 * terminal, written anew every ten seconds into a log.
 * @param {string} title
 * @param {(report: (detail: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 * @template T
 */
export async function longStep(title, work) {
  const started = Date.now();
  const onTerminal = process.stdout.isTTY;
  let detail = "";
  const line = () => `» ${title}: ${Math.round((Date.now() - started) / 1000)} s${detail && `, ${detail}`}`;
  const show = () =>
    process.stdout.write(onTerminal ? `\r\x1b[K${line().slice(0, process.stdout.columns - 1)}` : `${line()}\n`);
  step(title);
  const ticker = setInterval(show, onTerminal ? terminalTickMs : logTickMs);
  try {
    return await work((text) => {
      detail = text;
    });
  } finally {
    clearInterval(ticker);
    detail = "";
    process.stdout.write(`${onTerminal ? "\r\x1b[K" : ""}${line()}\n`);
  }
}
