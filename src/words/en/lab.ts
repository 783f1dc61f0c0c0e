/** What a lab says to the learner. */
import { count } from "./locale.ts";

const seconds = (seconds: number): string => count(seconds, "second", "seconds");
const duration = (time_s: number): string =>
  time_s < 90 ? seconds(time_s) : count(Math.round(time_s / 60), "minute", "minutes");
const stopTitle = "As docker stop: SIGTERM to PID 1 from outside, and SIGKILL ten seconds later";

export const lab = {
  frame: (title: string, place: string) => (place === "" ? `Lab: ${title}` : `Lab: ${title}, ${place}`),
  startNow: "Start now",
  start: "Start the lab",
  startAgain: "Start again",
  starting: "Starting…",
  waiting: "Waiting…",
  whoIsPid1: "Who is PID 1?",
  continueHere: "Continue here",
  elsewhere: {
    title: "This lab runs in another page of this browser",
    next: "Continue it here, and that page lets it go. Nothing in it is lost.",
  },
  tryAgain: "Try again",
  tryAgainIn: (seconds: number) => `Try again in ${seconds} s`,
  /** After a sentence. */
  tryAgainSoon: (seconds: number) => ` Try again in ${seconds} s.`,
  notLoaded: "The lab could not be loaded",
  hasRecording: "What happens in it can be seen all the same: the recording below plays here.",
  inits: {
    none: { name: "The app itself", meaning: "No init: the lab’s own program is PID 1 and does only its own job." },
    "pid-one": {
      name: "pid-one",
      meaning: "This course’s init, written in TypeScript. It waits for whatever it adopts.",
    },
    tini: { name: "tini", meaning: "The small init that Docker ships with." },
    "dumb-init": { name: "dumb-init", meaning: "Yelp’s init. It forwards signals to a whole process group." },
    catatonit: { name: "catatonit", meaning: "The small init that Podman ships with." },
    broken: { name: "A broken init", meaning: "It came with this lab, and something is wrong with it." },
  },
  bar: {
    restart: "Restart",
    restartWith: (init: string) => `Restart with ${init.toLowerCase()}`,
    tryNow: "Try now",
    extend: "Extend",
    end: "End",
    stop: "Stop",
    stopTitle,
    orIdle: (idle_s: number) => `or ${duration(idle_s)} without typing`,
    left: (clock: string) => `${clock} left`,
    endsSoon: (left_s: number) => `This lab ends in ${duration(left_s)}. Extend it to go on.`,
    extended: "The lab has more time now.",
  },
  restarts: "The lab restarts.",
  stopSent: "PID 1 was sent SIGTERM. If it is still there in ten seconds, it gets SIGKILL.",
  notTyped: "There is no connection at the moment, so nothing was typed.",
  solutionBroken: "The solution could not be typed to its end. Restart the lab, and try again.",
  /** How it ended, and what to do next. */
  ends: {
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
  },
  exitedWith: (code: number) => `The lab’s first process (PID 1) exited with code ${code}.`,
  endedBy: (signal: string) => `The lab’s first process (PID 1) was killed by ${signal}.`,
  /** What happened to a lab that goes on. */
  notices: {
    "memory-kill":
      "The kernel killed a process of this lab, because the lab’s memory was used up. The rest goes on: start less at once.",
  },
  queue: {
    /** @param wait_s a guess, so it is told roughly */
    words: (place: number, wait_s: number) => {
      const before = place === 1 ? "You are next." : `You are number ${place} in the queue.`;
      const minutes = Math.ceil(wait_s / 60);
      const time = minutes > 1 ? `about ${minutes} minutes` : "about a minute";
      return `All labs of this server are in use. ${before} It may take ${time}; the lab then starts by itself.`;
    },
    leave: "Leave the queue",
  },
  connection: {
    open: "Connected",
    connecting: "Connecting…",
    "taken-over": "Another page has this lab now.",
    lost: (seconds: number) => `Connection lost. Next attempt ${seconds === 0 ? "now" : `in ${seconds} s`}.`,
  },
  panes: {
    show: "Show",
    terminal: "Terminal",
    terminals: "Terminals",
    processes: "Processes",
    zombies: (zombies: number) => `Processes: ${count(zombies, "zombie", "zombies")}`,
  },
  tasks: {
    heading: "Tasks",
    open: "To do: ",
    done: "Done: ",
    skipped: "Skipped: ",
    isDone: (goal: string) => `Task done: ${goal}`,
    help: "Help with this task",
    hint: "Give me a hint",
    another: (left: number) => `Another hint (${left} left)`,
    solve: "Solve it for me",
    skip: "Skip it",
    startAt: (goal: string) => `Start at this task: ${goal}`,
    startAtTitle: "A new sandbox, in which the tasks before this one are done for you",
    newSandbox: "A new sandbox starts.",
    before: (number: number, of: number, goal: string) =>
      `What comes before it is done first, ${number} of ${of}: ${goal}`,
    yourTurn: "Your turn: this is where the task begins.",
    notBegun: "The tasks before it could not be done. Try it once more.",
    /** In the list of labs. */
    inList: (done: number, of: number) => {
      const tasks = count(of, "task", "tasks");
      if (done === 0) return tasks;
      if (done === of) return `✓ ${tasks}, ${of === 1 ? "done" : "all done"}`;
      return `${done} of ${tasks} done`;
    },
  },
  time: {
    live: "Live",
    end: "End",
    isEnd: "This is the end.",
    isLive: "This is live again.",
    isPast: "You see the lab as it was. It goes on unseen.",
    mark: "Mark this moment",
    marked: "Marked.",
    save: "Save as file",
    keys: "Record my keys",
  },
  compare: {
    start: "Start both",
    stop: "Stop both",
    stopTitle,
    both: "Type into both",
    zombies: "Zombies now",
    orphans: "Orphans so far",
    reaped: "Orphans reaped",
    stopSeconds: "Seconds to stop",
    end: "How PID 1 ended",
    killedBy: (signal: string) => `killed by ${signal}`,
    exitCode: (code: number) => `exit code ${code}`,
  },
  commands: {
    run: "Run",
    press: "Press",
    name: (what: string, command: string) => `${what}: ${command}`,
    again: (what: string, command: string) => `${what} again: ${command} (done)`,
  },
};
