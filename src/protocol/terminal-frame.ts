/** Binary frames of the WebSocket protocol, both ways: one byte of terminal number, then raw terminal bytes. */

/** The largest frame that the server takes from a page, in bytes. */
export const frameBytesMax = 64 * 1024;

/** The server pauses a terminal that has more than this many bytes unacknowledged. */
export const unacknowledgedBytesMax = 512 * 1024;

/** What a page that comes back gets of each terminal, in bytes. */
export const replayBytesMax = 256 * 1024;

export function encodeTerminalFrame(terminal: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(bytes.length + 1);
  frame[0] = terminal;
  frame.set(bytes, 1);
  return frame;
}

/** The bytes are a view of the frame, not a copy. An empty frame is malformed: null. */
export function decodeTerminalFrame(frame: Uint8Array): { terminal: number; bytes: Uint8Array } | null {
  const terminal = frame[0];
  return terminal === undefined ? null : { terminal, bytes: frame.subarray(1) };
}
