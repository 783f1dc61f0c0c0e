/** The types of packed-text.mjs. */
export function pack(text: string): string;
export default class PackedText {
  afterParse(parser: { sources: { internalPath: string; statements: unknown[] }[] }): void;
}
