/** Answers a page's calls as a lab server with one lab would, and keeps what is typed into its terminal. */
import type { Page } from "@playwright/test";
import type { Process } from "../../src/protocol/processes.ts";
import { decodeTerminalFrame, encodeTerminalFrame } from "../../src/protocol/terminal-frame.ts";

export interface FakeLabServer {
  typed(): string;
  /** Into the terminal, when the page is connected. */
  print(text: string): void;
  /** All processes, by PID, parent and name. */
  processes(...list: [pid: number, ppid: number, command: string][]): void;
}

export async function fakeLabServer(page: Page): Promise<FakeLabServer> {
  let typed = "";
  let print = (_text: string): void => {};
  let processes = (_list: Process[]): void => {};
  const expiresAt = new Date(Date.now() + 30 * 60_000).toISOString();
  const terminals = [{ id: 0, title: "Terminal" }];
  await page.route("**/api/sessions", (route) =>
    route.fulfill({
      status: 201,
      json: {
        id: "one",
        token: "t",
        socket: "api/sessions/one/socket",
        terminals,
        tasks: [],
        expiresAt,
        idleSeconds: 600,
      },
    }),
  );
  await page.routeWebSocket("**/api/sessions/one/socket", (socket) => {
    socket.send(JSON.stringify({ type: "hello", session: "one", terminals, expiresAt }));
    print = (text) => socket.send(Buffer.from(encodeTerminalFrame(0, new TextEncoder().encode(text))));
    processes = (list) =>
      socket.send(JSON.stringify({ type: "processes", at: Date.now(), pids: { current: list.length, max: 64 }, list }));
    print("root@lab:~# ");
    socket.onMessage((message) => {
      if (typeof message === "string") {
        const { type, id } = JSON.parse(message);
        if (type === "ping") socket.send(JSON.stringify({ type: "pong", id }));
        return;
      }
      typed += new TextDecoder().decode(decodeTerminalFrame(message)?.bytes);
    });
  });
  return {
    typed: () => typed,
    print: (text) => print(text),
    processes: (...list) =>
      processes(list.map(([pid, ppid, command]) => ({ pid, ppid, command, state: "S", container: "main" }))),
  };
}
