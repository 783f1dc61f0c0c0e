/** What of the package small-fonts.ts uses; it has no types of its own. */
declare module "subset-font" {
  interface Options {
    targetFormat: "woff2";
    /** OpenType features that stay. */
    keepFeatures: readonly string[];
    variationAxes?: Readonly<Record<string, { min: number; max: number }>>;
  }
  export default function subsetFont(font: Buffer, letters: string, options: Options): Promise<Buffer>;
}
