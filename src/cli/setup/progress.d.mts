/** Runs a long piece of work under a line that shows the seconds and what is going on. */
export function longStep<T>(title: string, work: (report: (detail: string) => void) => Promise<T>): Promise<T>;
