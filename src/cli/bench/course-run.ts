/** Reads a course whole, in a process of its own: `course-run.ts FOLDER` prints what each stage took. */
import { join } from "node:path";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { slidesOf } from "../../components/deck/slides.ts";
import { articleHtml, articlesOf } from "../../course/article.ts";
import { wholeSlide } from "../../course/dialect/slide.ts";
import { textOf } from "../../course/dialect/source.ts";
import { readDecks } from "../../course/read-deck.ts";
import { contentOf } from "../../course/slide-content.ts";

export interface Stage {
  seconds: number;
  /** The most that the process ever held, until the end of the stage. */
  megabytes: number;
}

export interface CourseRun {
  slides: number;
  /** Files to slides, each with its tree, notes and steps. */
  parse: Stage;
  /** All articles' HTML, of what is parsed. */
  articles: Stage;
  /** All decks' HTML. */
  decks: Stage;
  /** The trees of the same slides by remark alone, to compare with. */
  remark: Stage;
}

async function run(folder: string): Promise<CourseRun> {
  const [read, parse] = await stage(async () => {
    const all = await readDecks(join(folder, "slides"), {});
    const slides = all.flatMap(({ chapters }) => chapters.flatMap((chapter) => chapter.slides));
    slides.map(contentOf);
    return { all, slides };
  });
  const [, articles] = await stage(() => read.all.map((deck) => articlesOf(deck).map(articleHtml)));
  const [, decks] = await stage(() => read.all.map((deck) => slidesOf(deck, { addressOf: (address) => address })));
  const texts = read.slides.map(({ builds }) => textOf(wholeSlide(builds).source));
  const plain = unified().use(remarkParse).use(remarkGfm).freeze();
  const [, remark] = await stage(() => texts.map((text) => plain.parse(text)));
  return { slides: read.slides.length, parse, articles, decks, remark };
}

async function stage<Result>(work: () => Result | Promise<Result>): Promise<[Result, Stage]> {
  const started = performance.now();
  const result = await work();
  const seconds = (performance.now() - started) / 1000;
  // Of getrusage(2), in kB.
  return [result, { seconds, megabytes: process.resourceUsage().maxRSS / 1024 }];
}

process.stdout.write(`${JSON.stringify(await run(process.argv[2] ?? "."))}\n`);
