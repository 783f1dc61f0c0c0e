/** The last bytes of a terminal, for a page that comes back. One ring of bytes, whatever the size of the chunks. */
export class Replay {
  readonly #bytesMax: number;
  #ring: Uint8Array;
  #next = 0;
  #filled = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
    this.#ring = new Uint8Array(Math.min(1024, bytesMax));
  }

  add(chunk: Uint8Array): void {
    const tail = chunk.subarray(Math.max(0, chunk.length - this.#bytesMax));
    this.#growFor(tail.length);
    const upToEnd = tail.subarray(0, this.#ring.length - this.#next);
    this.#ring.set(upToEnd, this.#next);
    this.#ring.set(tail.subarray(upToEnd.length), 0);
    this.#next = (this.#next + tail.length) % this.#ring.length;
    this.#filled = Math.min(this.#ring.length, this.#filled + tail.length);
  }

  /** At most `bytesMax` bytes, oldest first; a copy. */
  last(): Uint8Array {
    const start = (this.#next - this.#filled + this.#ring.length) % this.#ring.length;
    const upToEnd = this.#ring.subarray(start, Math.min(this.#ring.length, start + this.#filled));
    const bytes = new Uint8Array(this.#filled);
    bytes.set(upToEnd);
    bytes.set(this.#ring.subarray(0, this.#filled - upToEnd.length), upToEnd.length);
    return bytes;
  }

  /** Most terminals never say much: the ring starts small and doubles. */
  #growFor(length: number): void {
    const needed = Math.min(this.#bytesMax, this.#filled + length);
    if (needed <= this.#ring.length) return;
    let size = this.#ring.length;
    while (size < needed) size *= 2;
    const kept = this.last();
    this.#ring = new Uint8Array(Math.min(size, this.#bytesMax));
    this.#ring.set(kept);
    this.#next = kept.length % this.#ring.length;
  }
}
