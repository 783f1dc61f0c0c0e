/** What a session needs of the page that looks at it. The gateway implements it over a WebSocket. */
import type { ToPage } from "../../protocol/messages.ts";

export interface Page {
  /** What was sent to it and has not left this machine. */
  readonly unreadBytes: number;
  send(message: ToPage): void;
  sendTerminal(terminal: number, bytes: Uint8Array): void;
  /** @param code one of `closeCodes` */
  close(code: number, reason: string): void;
}
