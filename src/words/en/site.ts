/** What pages say: header, footer, titles, and all that stands in them before a script runs. `[words](name)` is a link, `*words*` a name. */
import { count, date } from "./locale.ts";

export const site = {
  skip: "Skip to the content",
  course: "Course",
  read: "Read",
  slides: "Slides",
  labs: "Labs",
  search: "Search",
  /** The language, as it calls itself. */
  name: "English",
  footer: {
    glossary: "Glossary",
    licences:
      "The text is under [CC BY 4.0](licence), the code under Apache 2.0. The course grew from the chapter *Init systems and PID 1* of [container.training](origin) by Jérôme Petazzoni and contributors (CC BY 4.0), rewritten and extended.",
  },
  home: {
    title: "PID One: a course on init systems",
    description:
      "An interactive course on init systems and PID 1: read, run each command in a real container, and watch what becomes of its processes.",
    heading: "The first process buries the dead",
    first:
      "Whatever runs as PID 1 inherits the orphans of its system and must collect each one when it ends. In a container, PID 1 is often an application that was never told.",
    second:
      "In this course you make zombies in a real container, watch them on a live picture of its processes, and put an init under them that cleans up.",
    start: "Start reading",
    others: "Or teach from the [slides](slides), or go straight to the [labs](labs).",
    progress: "Your progress",
    kept: "What you read, answered and did in labs is kept in this browser alone. Take it to another as a file:",
    save: "Save as a file",
    load: "Add a file",
    picture:
      "Two process trees. Under an application as PID 1, three ended children stay as zombies. Under the init pid-one, the same three are reaped and fade.",
    stays: "PID 1 never waits: what ends stays",
    reaped: "PID 1 is an init: what ends is reaped",
  },
  notFound: {
    title: "No such page",
    description: "There is no page at this address.",
    text: "Nothing stands at this address. The course starts [on the first page](home); its chapter is [Init systems and PID 1](chapter).",
  },
  article: {
    contents: "In this chapter",
    chapters: "Chapters",
    edit: "Edit this page",
    editMore: "Edit this page:",
    description: (title: string, course: string) => `${title}: from the course “${course}”`,
    verified: (steps: number, runtimes: string) =>
      `: all ${count(steps, "step was", "steps were")} run in real sandboxes (${runtimes}).`,
    lastVerified: "Last verified",
    date: (iso: string) => date(Date.parse(iso), { timeZone: "UTC" }),
  },
  recording: {
    caption: (title: string) => `From the recording of the lab *${title}*, made from its solutions.`,
    play: "Play the recording",
    needs: (seconds: number) => `${count(seconds, "second", "seconds")}. It needs no lab server.`,
    poster: (processes: number, init: string, zombies: number) => {
      const ended =
        zombies === 0 ? "none of them a zombie" : zombies === 1 ? "one of them a zombie" : `${zombies} of them zombies`;
      return `A process tree: ${count(processes, "process", "processes")} under PID 1, ${init}, ${ended}.`;
    },
    nobody: "nobody",
  },
  lab: {
    heading: (title: string) => `Lab: ${title}`,
    compareLink: "[Side by side](compare): this lab twice at once, each time with another PID 1.",
    noScript:
      "Here stands a lab: a terminal in a real container, with a live picture of its processes. It needs JavaScript, which is off in your browser.",
  },
  labList: {
    heading: "Labs",
    summary: "Real containers to try things in, from the first zombie to a hunt for one.",
    text: "Each lab is a terminal in a container of your own, with a picture of its processes. Its tasks tick by themselves.",
  },
  compare: {
    heading: (title: string) => `Side by side: ${title}`,
    description: (title: string) =>
      `The lab “${title}” in two sandboxes at once, each with another PID 1: one keyboard, two process trees.`,
    text: "One lab, two sandboxes, each with a PID 1 of its own. What you type goes to both; what differs is counted. The commands to try are in [the lab’s text](lab).",
    noScript: "Labs need JavaScript, which is off in your browser.",
    left: "left",
    right: "right",
  },
  glossary: {
    heading: "Glossary",
    description: "The words of the course on init systems and PID 1: what each means, in a few sentences.",
  },
  replay: {
    heading: "Play a recording",
    description: "Plays a recording of a lab: the terminal and the process tree, at any moment.",
    text: "*Save as file* below a running lab writes down all that it showed. Here it plays again, at any moment and at any speed. The file is read by this page alone and sent nowhere. A recording of [asciinema](asciinema) (version 3) plays, too, without a tree.",
    noScript: "To play one, this page needs JavaScript, which is off in your browser.",
  },
  deck: {
    title: (title: string) => `${title}: slides`,
    description: (summary: string) => `Slides. ${summary}`,
    nav: "Deck",
    article: "Article",
    notes: "Notes",
    lab: "Lab",
    keys: "Keys and tools",
    extra: "Extra details",
    labOfSlide: "Lab of this slide",
    labKeys: "Keys go to the terminal while it has the focus. Escape twice gives them back to the slides.",
  },
  handout: {
    title: (title: string) => `${title}: handout`,
    description: (title: string) => `The slides of “${title}” with their speaker’s notes, to read and to print.`,
    slide: (number: number) => `Slide ${number}`,
  },
  speaker: {
    title: (title: string) => `${title}: speaker view`,
    description: (title: string) => `What the speaker of “${title}” looks at: notes, the next slide, the time.`,
    slides: "Slides",
    handout: "Handout",
    elapsed: "Time since the start",
    back: "Back",
    next: "Next",
    nextSlide: "Next",
    restart: "Restart the clock",
    notes: "Notes",
    noNotes: "No notes on this slide.",
  },
  share: {
    course: "Course",
    courseSummary: "A course on init systems and PID 1, with real containers in the page.",
    article: "Article",
    slides: "Slides",
    lab: "Lab",
    glossarySummary: "The words of the course, in a few sentences each.",
    picture: (title: string) =>
      `${title}. Beside it a tree of processes: PID 1, and of its three children one runs, one is a zombie, one was reaped.`,
  },
};
