/** The types of one-segment.mjs. */
type Piece = { offset: number; data: ArrayBuffer };
type Segment = { name: string; offset: number; data: Uint8Array; passive: boolean };
/** What is used of Binaryen's module. */
export type Memory = {
  i32: { const(value: number): number };
  getNumDataSegments(): number;
  getDataSegmentByIndex(at: number): number;
  getDataSegmentInfo(segment: number): Piece;
  setMemory(
    initial: number,
    maximum: number,
    exportName: null,
    segments: Segment[],
    shared: boolean,
    memory64: boolean,
    name: string,
  ): void;
};
export default class OneSegment {
  afterCompile(module: Memory): void;
}
