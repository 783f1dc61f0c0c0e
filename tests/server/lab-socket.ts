/** A visitor without a page: the wire format as DESIGN states it, over the `ws` package, so that every frame can be sent wrong. */
import { WebSocket } from "ws";
import { type SessionCreated, sessionCreatedSchema } from "../../src/protocol/sessions.ts";

/** A text frame as it came; the tests look at its fields. */
export type Message = { type: string } & Record<string, unknown>;

export async function post(address: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(`${address}/api/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

export async function createSession(address: string, init?: string, lab = "zombies"): Promise<SessionCreated> {
  const response = await post(address, { lab, ...(init && { init }) });
  if (response.status !== 201) throw new Error(await response.text());
  return sessionCreatedSchema.parse(await response.json());
}

export async function remove(address: string, session: { id: string; token: string }): Promise<Response> {
  return await fetch(`${address}/api/sessions/${session.id}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${session.token}` },
  });
}

export class LabSocket {
  /** All that terminal 0 has said. */
  text = "";
  bytes = 0;
  readonly messages: Message[] = [];
  readonly socket: WebSocket;
  /** Settles with the close code and reason. */
  readonly closed: Promise<{ code: number; reason: string }>;
  #onChange = () => {};

  constructor(
    address: string,
    session: { socket: string; token?: string },
    options: { acknowledge?: boolean; protocols?: string[]; origin?: string } = {},
  ) {
    const { acknowledge = true, protocols = ["pid-one.v1", `token.${session.token}`], origin } = options;
    this.socket = new WebSocket(
      `${address.replace("http", "ws")}${session.socket}`,
      protocols,
      origin ? { origin } : {},
    );
    this.closed = new Promise((resolve) =>
      this.socket.on("close", (code, reason) => resolve({ code, reason: String(reason) })),
    );
    this.socket.on("message", (data: Buffer, isBinary: boolean) => {
      if (isBinary) {
        this.text = (this.text + data.subarray(1).toString("utf8")).slice(-100_000);
        this.bytes += data.length - 1;
        if (acknowledge) this.send({ type: "ack", terminal: data[0], bytes: data.length - 1 });
      } else this.messages.push(JSON.parse(data.toString("utf8")));
      this.#onChange();
    });
    this.socket.on("close", () => this.#onChange());
    this.socket.on("error", () => {}); // A refused upgrade; the tests look at `closed` or at the response.
  }

  send(message: object | string | Buffer): void {
    this.socket.send(message instanceof Buffer || typeof message === "string" ? message : JSON.stringify(message));
  }

  type(text: string): void {
    this.send(Buffer.concat([Buffer.of(0), Buffer.from(text)]));
  }

  /** @throws when the socket closes first */
  async until<T>(look: () => T | undefined | false | null): Promise<T> {
    return await new Promise((resolve, reject) => {
      this.#onChange = () => {
        const found = look();
        if (found) resolve(found);
        else if (this.socket.readyState === WebSocket.CLOSED)
          reject(new Error(`the socket closed; the terminal had said: ${this.text.slice(-500)}`));
      };
      this.#onChange();
    });
  }

  async says(pattern: RegExp): Promise<string> {
    return await this.until(() => this.text.match(pattern)?.[0]);
  }

  async gets(type: string, matches: (message: Message) => boolean = () => true): Promise<Message> {
    return await this.until(() => this.messages.find((message) => message.type === type && matches(message)));
  }

  /** Waits until a process of this name (and state) is in the picture. */
  async sees(command: string, state?: string): Promise<void> {
    await this.gets("processes", ({ list }) => {
      const processes = list as { command: string; state: string }[];
      return processes.some(
        (process) => process.command === command && (state === undefined || process.state === state),
      );
    });
  }

  async prompt(): Promise<void> {
    await this.says(/[#$] $/);
  }
}
