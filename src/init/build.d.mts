/** The types of build.mjs. */
export type Architecture = "x86_64" | "aarch64" | "i386";
export declare const architectures: Architecture[];
export declare const inputs: string[];
export declare function initName(architecture?: Architecture): string;
export declare function missingFor(architecture: Architecture): Promise<string>;
export declare function buildInit(options: {
  outFile: string;
  workDir: string;
  architecture?: Architecture;
}): Promise<{ outFile: string; bytes: number }>;
