/** An editor empties a file before it writes it, and a search over all files writes many: neither is to be seen halfway. */
const quiet_ms = 40;

/**
 * Does one thing at a time, once nobody has asked for it for a moment; who asks while it is done has it done again.
 * @param act never rejects
 * @returns asks for it
 */
export function afterQuiet(act: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isActing = false;
  const run = async (): Promise<void> => {
    timer = undefined;
    if (isActing) return ask();
    isActing = true;
    await act();
    isActing = false;
  };
  const ask = (): void => {
    clearTimeout(timer);
    timer = setTimeout(run, quiet_ms);
  };
  return ask;
}
