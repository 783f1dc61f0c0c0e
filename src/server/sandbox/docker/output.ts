/** Without a terminal both outputs come over one connection, in frames (Engine API, ContainerAttach, "Stream format"). */

const headerBytes = 8;

export class OutputFrames {
  readonly #onBytes: (output: "stdout" | "stderr", bytes: Buffer) => void;
  #header = Buffer.alloc(0);
  #output: "stdout" | "stderr" = "stdout";
  /** Of the frame that has begun. */
  #leftBytes = 0;

  constructor(onBytes: (output: "stdout" | "stderr", bytes: Buffer) => void) {
    this.#onBytes = onBytes;
  }

  add(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) rest = this.#leftBytes > 0 ? this.#takeContent(rest) : this.#takeHeader(rest);
  }

  #takeContent(bytes: Buffer): Buffer {
    const content = bytes.subarray(0, this.#leftBytes);
    this.#leftBytes -= content.length;
    this.#onBytes(this.#output, content);
    return bytes.subarray(content.length);
  }

  #takeHeader(bytes: Buffer): Buffer {
    const missing = headerBytes - this.#header.length;
    this.#header = Buffer.concat([this.#header, bytes.subarray(0, missing)]);
    if (this.#header.length === headerBytes) {
      this.#output = this.#header[0] === 2 ? "stderr" : "stdout";
      this.#leftBytes = this.#header.readUInt32BE(4);
      this.#header = Buffer.alloc(0);
    }
    return bytes.subarray(missing);
  }
}
