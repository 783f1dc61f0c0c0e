/**
 * A step of the compiler, which asconfig.json names: all static data become one piece. asc makes a piece of each string,
 * and for each piece wasm2c makes code of 30 to 90 bytes that copies it into place: a third of the binary.
 */

/** asc puts a header before what is static (rt/common.ts, BLOCK and OBJECT): its first bytes, which are never read, */
const UNREAD_BYTES = 12;
/** and, at its end, how many bytes of content follow. After those comes padding. */
const HEADER_BYTES = 20;
/** Not 0: at a run of zeros the optimizer would cut the piece in two again. */
const FILLER = 0xff;

export default class OneSegment {
  /** Called by asc before it optimizes; `module` is Binaryen's. */
  afterCompile(module) {
    const indexes = Array.from({ length: module.getNumDataSegments() }, (_, at) => at);
    const pieces = indexes.map((at) => {
      const { offset, data } = module.getDataSegmentInfo(module.getDataSegmentByIndex(at));
      return { offset, bytes: new Uint8Array(data) };
    });
    const start = Math.min(...pieces.map(({ offset }) => offset));
    const end = Math.max(...pieces.map(({ offset, bytes }) => offset + bytes.length));
    const data = new Uint8Array(end - start).fill(FILLER);
    for (const { offset, bytes } of pieces) {
      const size = new DataView(bytes.buffer).getUint32(HEADER_BYTES - 4, true);
      data.set(bytes.fill(FILLER, 0, UNREAD_BYTES).fill(FILLER, HEADER_BYTES + size), offset - start);
    }
    module.setMemory(
      1,
      1,
      null,
      [{ name: "0", offset: module.i32.const(start), data, passive: false }],
      false,
      false,
      "0",
    );
  }
}
