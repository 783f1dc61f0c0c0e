/** What the model kernel is made of, and what a test can choose in it. */
export type Process = { pid: number; parent: number; group: number; status: number | undefined };

/** What a test can set before `boot`. */
export type Setup = {
  args?: string[];
  env?: Record<string, string>;
  /** `fork` gives this: an error (negative), or 0 to follow the child. */
  forkResult?: number;
  pid?: number;
};
