/** A lab without a page: what the wire format needs, and no more. */
import { once } from "node:events";
import { subprotocol, tokenPrefix, toPageSchema } from "../../protocol/messages.ts";
import type { ProcessEvent } from "../../protocol/processes.ts";
import { sessionCreatedSchema } from "../../protocol/sessions.ts";
import { encodeTerminalFrame } from "../../protocol/terminal-frame.ts";

export class LabClient {
  /** All that terminal 0 has said. */
  text = "";
  /** False: what the terminal says is taken and thrown away. */
  listens = true;
  readonly #socket: WebSocket;
  readonly #server: string;
  readonly #session: { id: string; token: string };
  #onText: () => void = () => {};
  /** Something that a process did. */
  onEvent: ((event: ProcessEvent) => void) | null = null;

  /** @throws when the server refuses */
  static async start(server: string, body: { lab: string; init?: string }): Promise<LabClient> {
    const response = await fetch(`${server}/api/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (response.status !== 201) throw new Error(`the lab did not start: ${await response.text()}`);
    const session = sessionCreatedSchema.parse(await response.json());
    const socket = new WebSocket(`${server.replace(/^http/, "ws")}${session.socket}`, [
      subprotocol,
      tokenPrefix + session.token,
    ]);
    return new LabClient(server, session, socket);
  }

  private constructor(server: string, session: { id: string; token: string }, socket: WebSocket) {
    this.#server = server;
    this.#session = session;
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.addEventListener("message", ({ data }) => {
      if (typeof data === "string") return this.#hear(data);
      if (this.listens) this.text += Buffer.from(data, 1).toString("utf8");
      socket.send(JSON.stringify({ type: "ack", terminal: 0, bytes: data.byteLength - 1 }));
      this.#onText();
    });
  }

  #hear(text: string): void {
    if (!this.onEvent) return;
    const message = toPageSchema.parse(JSON.parse(text));
    if (message.type === "event") this.onEvent(message);
  }

  send(text: string): void {
    this.#socket.send(encodeTerminalFrame(0, Buffer.from(text)));
  }

  /** Resolves when the terminal has said it; looks at all that was said since `text` was last emptied. */
  says(pattern: RegExp): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (pattern.test(this.text)) resolve();
      };
      this.#onText = look;
      look();
    });
  }

  async end(): Promise<void> {
    const closed = once(this.#socket, "close");
    await fetch(`${this.#server}/api/sessions/${this.#session.id}`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${this.#session.token}` },
    });
    await closed;
  }
}
