/** Recordings: playing, publishing. */
import { count, form, moment, number } from "./locale.ts";

/** The largest unit that has no rest. */
const span = (seconds: number): string => {
  if (seconds % 86_400 === 0) return count(seconds / 86_400, "day", "days");
  if (seconds % 3600 === 0) return count(seconds / 3600, "hour", "hours");
  if (seconds % 60 === 0) return count(seconds / 60, "minute", "minutes");
  return count(seconds, "second", "seconds");
};
/** Never less than it is. */
const size = (bytes: number): string => {
  const [unit, name] = bytes >= 1_000_000 ? ([1_000_000, "MB"] as const) : ([1000, "kB"] as const);
  return `${number(Math.ceil((bytes / unit) * 10) / 10)} ${name}`;
};

export const replay = {
  play: "Play the recording",
  choose: "Drop a recording here, or choose a file: ",
  unnamed: "A recording",
  region: (title: string) => `Recording: ${title}`,
  terminal: (title: string | null) => (title === null ? "Recording of the terminal" : `Recording of ${title}`),
  date: moment,
  notLoaded: "The recording could not be loaded. Is there a connection?",
  notPlayable: "This is no recording that can be played. ",
  tooLarge: (file: string, megabytes: number) => `${file} is larger than ${megabytes} MB, the most that can be opened.`,
  status: (status: number) => `The server answered with ${status}.`,
  noServer: "No lab server answers here, and published recordings are kept by one.",
  gone: "There is no such recording; it may be over its time.",
  controls: {
    time: "Time",
    speed: "Speed",
    find: "Find a PID or a word",
    findShort: "PID or word",
    skipPauses: "Skip pauses",
    recording: "Recording",
    now: "now",
    play: "Play",
    pause: "Pause",
    hits: (hit: number, of: number) => `${hit} of ${of}`,
    noHits: "Nothing found",
  },
  mark: "Mark",
  /** What a search finds. */
  ended: (how: string) => `end: ${how}`,
  task: (id: string, state: "open" | "done", message: string) => `task ${id} ${state} ${message}`,
  becameZombie: (pid: number) => `${pid} became a zombie`,
  /** "2 minutes 3 seconds", for a screen reader. */
  spoken: (at_ms: number) => {
    const seconds = Math.floor(Math.max(0, at_ms) / 1000);
    const parts = [
      { value: Math.floor(seconds / 3600), unit: form(Math.floor(seconds / 3600), "hour", "hours") },
      { value: Math.floor(seconds / 60) % 60, unit: form(Math.floor(seconds / 60) % 60, "minute", "minutes") },
      { value: seconds % 60, unit: form(seconds % 60, "second", "seconds") },
    ].filter(({ value }) => value > 0);
    return parts.length === 0 ? "the beginning" : parts.map(({ value, unit }) => `${value} ${unit}`).join(" ");
  },
  span,
  size,
  publish: {
    button: "Publish",
    what: (seconds: number) =>
      `Whoever has the link sees all that terminals and processes have shown, and your keys if you recorded them. It is kept for ${span(seconds)}.`,
    own: "Recordings that you published",
    tooLarge: {
      title: "The recording is too large",
      detail: (bytes: number, most: number) =>
        `It has ${size(bytes)}, and this server takes ${size(most)}. Save it as a file instead.`,
    },
    published: "The recording is published.",
    deleted: "The recording is deleted.",
    delete: "Delete it",
    link: "link to the recording",
    until: (title: string, at: number) => `${title}, until ${moment(at)}`,
  },
};
