/** What a page sends, frame by frame. A frame that is not right closes that socket with a code and a reason, and nothing else. */
import { closeCodes } from "../../protocol/close-codes.ts";
import { type ToServer, toServerSchema } from "../../protocol/messages.ts";
import { decodeTerminalFrame, frameBytesMax } from "../../protocol/terminal-frame.ts";
import type { Metrics } from "../metrics.ts";
import { Budget } from "../session/budget.ts";
import type { Page } from "../session/page.ts";
import type { Session } from "../session/session.ts";

/** In the long run; twice as many at once. A fast typist makes 20, a mouse in a full-screen program 100. */
const messagesPerSecond = 500;
/** A client may acknowledge each frame; output at full speed has thousands. */
const ackCost = 1 / 20;

export class Incoming {
  readonly #session: Session;
  readonly #page: Page;
  readonly #metrics: Metrics;
  readonly #budget = new Budget(messagesPerSecond, performance.now());

  constructor(session: Session, page: Page, metrics: Metrics) {
    this.#session = session;
    this.#page = page;
    this.#metrics = metrics;
  }

  receive(data: Uint8Array, isBinary: boolean): void {
    if (data.length > frameBytesMax)
      return this.#page.close(closeCodes.messageTooLarge, `A frame may have at most ${frameBytesMax} bytes.`);
    if (isBinary) this.#terminalFrame(data);
    else this.#textFrame(Buffer.from(data).toString("utf8"));
  }

  /** @returns false when the page is being closed for it */
  #pay(cost: number): boolean {
    if (this.#budget.spend(cost, performance.now()) === 0) return true;
    this.#page.close(closeCodes.tooMuch, `More than ${messagesPerSecond} messages a second. Send fewer.`);
    return false;
  }

  #terminalFrame(frame: Uint8Array): void {
    if (!this.#pay(1)) return;
    const decoded = decodeTerminalFrame(frame);
    if (!decoded) return this.#bad("An empty binary frame: the first byte is the terminal's number.");
    const terminal = this.#session.terminal(decoded.terminal);
    if (!terminal) return this.#bad(`There is no terminal ${decoded.terminal} in this lab.`);
    this.#metrics.terminalBytes.inc({ direction: "in" }, decoded.bytes.length);
    this.#session.touch();
    if (!terminal.input(decoded.bytes))
      this.#page.close(closeCodes.tooMuch, "The program in the terminal does not read its input.");
  }

  #textFrame(text: string): void {
    const message = parse(text);
    if (!this.#pay(typeof message === "object" && message.type === "ack" ? ackCost : 1)) return;
    if (typeof message === "string") return this.#bad(message);
    if (message.type === "ping") return this.#page.send({ type: "pong", id: message.id });
    if (message.type === "stop") return this.#session.stop();
    const terminal = this.#session.terminal(message.terminal);
    if (!terminal) return this.#bad(`There is no terminal ${message.terminal} in this lab.`);
    if (message.type === "ack") terminal.acknowledge(message.bytes);
    else terminal.resize({ cols: message.cols, rows: message.rows });
  }

  #bad(reason: string): void {
    this.#page.close(closeCodes.badMessage, cut(reason));
  }
}

/** @returns the message, or what is wrong with it */
function parse(text: string): ToServer | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return "A text frame must be a JSON object with a type.";
  }
  const { success, data, error } = toServerSchema.safeParse(json);
  if (success) return data;
  const issue = error.issues[0];
  return `${issue?.path.join(".") || "message"}: ${issue?.message ?? "is not right"}`;
}

/** A close reason has at most 123 bytes (RFC 6455, section 5.5). */
function cut(reason: string): string {
  return Buffer.from(reason)
    .subarray(0, 123)
    .toString("utf8")
    .replace(/\uFFFD$/, "");
}
