/** What the lab says to the learner. */
import type { Init } from "../../protocol/labs.ts";
import type { NoticeKind } from "../../protocol/messages.ts";
import type { ConnectionState, SandboxEnd } from "../sandbox/sandbox.ts";

export const initWords: Record<Init, { name: string; meaning: string }> = {
  none: { name: "The app itself", meaning: "No init: the lab's own program is PID 1 and does only its own job." },
  "pid-one": {
    name: "pid-one",
    meaning: "This course's init, written in TypeScript. It waits for whatever it adopts.",
  },
  tini: { name: "tini", meaning: "The small init that Docker ships with." },
  "dumb-init": { name: "dumb-init", meaning: "Yelp's init. It forwards signals to a whole process group." },
  catatonit: { name: "catatonit", meaning: "The small init that Podman ships with." },
  broken: { name: "A broken init", meaning: "It came with this lab, and something is wrong with it." },
};

/** Why a lab is over, and what to do next. What the server adds stands between the two. */
export const endWords: Record<SandboxEnd["reason"], { title: string; next: string }> = {
  expired: { title: "The time of this lab is over", next: "Start it again to go on; your ticked tasks stay ticked." },
  idle: {
    title: "The lab was closed because nobody typed",
    next: "Start it again when you are ready; your ticked tasks stay ticked.",
  },
  deleted: { title: "You ended this lab", next: "Everything in it was removed. Start it again for a fresh one." },
  exited: {
    title: "PID 1 exited, so the sandbox ended with all its processes",
    next: "That is what the end of PID 1 means. Start the lab again for a new one.",
  },
  "out-of-memory": {
    title: "The sandbox used all its memory, and the kernel ended it",
    next: "Start it again, and start less at once.",
  },
  "server-stopping": {
    title: "The lab server is stopping",
    next: "It is probably being updated. Start the lab again in a minute.",
  },
  failed: {
    title: "The sandbox failed",
    next: "Start the lab again. If it fails again, tell whoever runs this server.",
  },
  lost: {
    title: "The lab server does not know this lab any more",
    next: "It was ended, or the server was started anew. Start the lab again.",
  },
};

/** What happened to a lab that goes on. */
export const noticeWords: Record<NoticeKind, string> = {
  "memory-kill":
    "The kernel killed a process of this lab, because the lab's memory was used up. The rest goes on: start less at once.",
};

/** @param waitSeconds a guess, so it is told roughly */
export function queueWords({ place, waitSeconds }: { place: number; waitSeconds: number }): string {
  const before = place === 1 ? "You are next." : `You are number ${place} in the queue.`;
  const minutes = Math.ceil(waitSeconds / 60);
  const time = minutes > 1 ? `about ${minutes} minutes` : "about a minute";
  return `All labs of this server are in use. ${before} It may take ${time}; the lab then starts by itself.`;
}

export function connectionWords(state: ConnectionState, now: number): string {
  if (state.is === "open") return "Connected";
  if (state.is === "connecting") return "Connecting…";
  if (state.is === "taken-over") return "Another page has this lab now.";
  const seconds = Math.max(0, Math.ceil((state.retryAt - now) / 1000));
  return `Connection lost. Next attempt ${seconds === 0 ? "now" : `in ${seconds} s`}.`;
}
