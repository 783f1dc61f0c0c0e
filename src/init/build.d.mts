/** The types of build.mjs. */
export declare const inputs: string[];
export declare function initName(): string;
export declare function buildInit(options: {
  outFile: string;
  workDir: string;
}): Promise<{ outFile: string; bytes: number }>;
