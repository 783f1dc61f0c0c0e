/** A WebSocket whose server is the test. */
import type { OpenSocket, Socket } from "../../../src/client/sandbox/connection.ts";

export class FakeSocket extends EventTarget implements Socket {
  binaryType: BinaryType = "blob";
  readyState: Socket["readyState"] = 0;
  readonly sent: (string | Uint8Array)[] = [];
  readonly url: string;
  readonly protocols: string[];

  constructor(url: string, protocols: string[]) {
    super();
    this.url = url;
    this.protocols = protocols;
  }

  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (typeof data === "string" || data instanceof Uint8Array) this.sent.push(data);
    else throw new TypeError("not what a lab sends");
  }

  close(): void {
    this.readyState = 3;
  }

  opens(): this {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
    return this;
  }

  says(message: object | string): void {
    const data = typeof message === "string" ? message : JSON.stringify(message);
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  prints(terminal: number, text: string): void {
    const data = Uint8Array.from([terminal, ...new TextEncoder().encode(text)]).buffer;
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  drops(code = 1006, reason = ""): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason }));
  }

  /** The JSON messages that were sent. */
  get messages(): unknown[] {
    return this.sent.filter((data) => typeof data === "string").map((text) => JSON.parse(text));
  }
}

export function fakeSockets(): { sockets: FakeSocket[]; open: OpenSocket; last(): FakeSocket } {
  const sockets: FakeSocket[] = [];
  return {
    sockets,
    open(url, protocols) {
      const socket = new FakeSocket(url, protocols);
      sockets.push(socket);
      return socket;
    },
    last() {
      const last = sockets.at(-1);
      if (!last) throw new Error("no socket was opened");
      return last;
    },
  };
}
