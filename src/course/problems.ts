/**
 * The catalogue of what can be wrong in a course: one entry for each kind, with the words that an author reads. An error
 * is something that a reader would miss or that cannot work; a warning something that probably was not meant.
 */

export interface Problem {
  severity: "error" | "warning";
  code: string;
  message: string;
}

type Words<Args extends readonly (string | number)[]> = (...args: Args) => string;

function error<Args extends readonly (string | number)[]>(
  code: string,
  words: Words<Args>,
): (...args: Args) => Problem {
  return (...args) => ({ severity: "error", code, message: words(...args) });
}

function warning<Args extends readonly (string | number)[]>(
  code: string,
  words: Words<Args>,
): (...args: Args) => Problem {
  return (...args) => ({ severity: "warning", code, message: words(...args) });
}

/** Where a slide is looked at. */
export type Frame = keyof typeof frames;
const frames = {
  window: "in a window of 1280 × 720",
  projector: "in a window of 1920 × 1080",
  paper: "on its page of the PDF",
} as const;

export const problems = {
  // The manifest.
  unknownKey: warning(
    "unknown-key",
    (key: string, known: string) => `\`${key}\` is not a key of a manifest and has no effect; keys are ${known}`,
  ),
  titleMissing: warning(
    "title-missing",
    (name: string) => `the deck has no title, so it is called \`${name}\`; write \`title: …\``,
  ),
  overrideBad: error(
    "override-bad",
    (key: string, why: string) => `the environment's OVERRIDE_${key} cannot be used: ${why}`,
  ),
  fileMissing: error(
    "file-missing",
    (name: string, folder: string) => `\`${name}\` does not exist; write the name of a file below ${folder}`,
  ),
  fileOutside: error(
    "file-outside",
    (name: string, folder: string) => `\`${name}\` is outside of ${folder}; name a file below it`,
  ),
  contentEmpty: warning("content-empty", () => "this item names nothing; write a file's name, or take the dash out"),

  // Properties and slides.
  unknownProperty: warning(
    "unknown-property",
    (key: string, known: string) =>
      `\`${key}:\` is no property of a slide and is read as text; properties are ${known}; to show such a text, put a heading before it`,
  ),
  tocName: warning(
    "toc-name",
    (label: string) =>
      `the contents cannot lead to \`${label}\`: the slide has no name; write \`name: …\` beside \`toc: ${label}\``,
  ),
  nameTwice: error("name-twice", (name: string) => `another slide is named \`${name}\`; give this one its own name`),
  templateMissing: error(
    "template-missing",
    (name: string) =>
      `no slide before this one is named \`${name}\`; write \`name: ${name}\` at the head of the template`,
  ),
  templateLong: error(
    "template-long",
    (max: number) =>
      `layouts and templates of this deck come to more than ${max} lines; from here on none is used: make them shorter`,
  ),
  slideEmpty: warning("slide-empty", () => "this slide shows nothing; write something, or take one --- out"),
  separatorInBlock: warning(
    "separator-in-block",
    (separator: string, opening: string) =>
      `${separator} does not end a slide or a step inside \`${opening}\`; close the block with a line ] before it`,
  ),
  fenceOpen: warning(
    "fence-open",
    (fence: string) =>
      `nothing closes ${fence}, so all the rest of the slide is code; write a line ${fence} where the code ends`,
  ),
  fenceCut: warning(
    "fence-cut",
    () => "this line is left of the list item that its code stands in, so the code ends here; indent it like its fence",
  ),
  commentOpen: warning(
    "comment-open",
    () => "nothing on this slide closes <!--, so the rest of it is not shown; write -->",
  ),

  // Content classes.
  classOpen: error(
    "class-open",
    (opening: string) =>
      `\`${opening}\` is not closed; write ] after what it holds, or, for more than one paragraph, put it alone on its line and a line ] where it ends`,
  ),
  bracketStray: error(
    "bracket-stray",
    () => "] closes nothing here; take it out, or open a block above, such as .lab[",
  ),
  classDeep: error("class-deep", (max: number) => `blocks are nested deeper than ${max} here; close some before`),
  classUnknown: warning(
    "class-unknown",
    (name: string, near: string) =>
      `no style knows the class \`${name}\`; ${near === "" ? "see docs/authoring.md for those that have one" : `did you mean \`${near}\`?`}`,
  ),

  // The glossary.
  termUnknown: error(
    "term-unknown",
    (word: string, near: string) =>
      `the glossary has no “${word}”; ${near === "" ? "write it in glossary.md beside the manifests: ## and the word, then what it means" : `did you mean “${near}”? Else write it into glossary.md, or add it to a term's other forms`}`,
  ),
  termEmpty: error(
    "term-empty",
    (heading: string) => `nothing says what “${heading}” means; write a paragraph below its heading`,
  ),
  termTwice: error("term-twice", (name: string) => `“${name}” is in the glossary already; put both into one`),

  // Names of what is on a page.
  buttonUnknown: error(
    "button-unknown",
    (button: string, near: string, known: string) =>
      `pages have no button \`${button}\`; ${near === "" ? `write one of ${known}` : `did you mean \`${near}\`?`}`,
  ),

  // Macros.
  macroUnknown: error(
    "macro-unknown",
    (macro: string, known: string) => `${macro} is not defined; write one of ${known}`,
  ),
  macroEmpty: warning(
    "macro-empty",
    (macro: string, key: string) => `${macro} stands for nothing; write \`${key}: …\` in the manifest`,
  ),
  macroFile: error(
    "macro-file",
    (macro: string, where: string) => `the file of ${macro} does not exist; name one below ${where}`,
  ),

  includedLong: error(
    "included-long",
    (max: number) => `what this file includes comes to more than ${max} lines, so this stays as it is; include less`,
  ),

  // Markdown and HTML.
  tooDeep: error(
    "too-deep",
    () =>
      "this slide is nested too deeply to be read and is shown as it is written; nest its lists, brackets and emphasis less",
  ),
  htmlTag: warning(
    "html-tag",
    (tag: string) =>
      `<${tag}> is left out: only plain tags such as br, pre and del are let into a page; write Markdown`,
  ),
  htmlAttribute: warning(
    "html-attribute",
    (tag: string, name: string) => `the attribute ${name} of <${tag}> is left out; write a class instead`,
  ),
  htmlOpen: warning("html-open", (tag: string) => `<${tag}> is not closed here; write </${tag}>`),
  linkUndefined: warning(
    "link-undefined",
    (label: string) => `[${label}] has no address on this slide; write [${label}]: https://… below it`,
  ),

  // What a reader needs.
  headingLevel: warning(
    "heading-level",
    (found: number, above: number) =>
      `a heading of level ${found} follows one of level ${above}; write ${"#".repeat(above + 1)} so that no level is left out`,
  ),
  headingEmpty: warning("heading-empty", () => "this heading has no text; write some, or take it out"),
  titleSecond: warning(
    "title-second",
    (text: string) => `\`# ${text}\` is the second title on this slide; write ##, or put --- before it`,
  ),
  titleTwice: warning(
    "title-twice",
    (text: string) => `another chapter has the title \`${text}\`; links to it lead to the first, so change one`,
  ),
  altMissing: warning(
    "alt-missing",
    (image: string) => `${image} has no alternative text; write what it shows: ![…](${image})`,
  ),
  imageMissing: error(
    "image-missing",
    (image: string) => `the image ${image} does not exist; write its name as seen from this file or from the manifest`,
  ),
  linkFile: error(
    "link-file",
    (target: string) =>
      `the link leads to ${target}, which does not exist; name a chapter, a manifest or a file below it`,
  ),
  linkLab: error(
    "link-lab",
    (target: string, near: string, labs: string) =>
      `no lab is at ${target}; ${near === "" ? `labs are ${labs}` : `did you mean ${near}?`}`,
  ),
  linkAnchor: error(
    "link-anchor",
    (anchor: string, near: string) =>
      `no slide and no heading is called ${anchor}${near === "" ? "; write `name: …` at the head of the slide that is meant" : `; did you mean ${near}?`}`,
  ),
  linkElsewhere: warning(
    "link-elsewhere",
    (anchor: string) =>
      `nothing in this file is called ${anchor}; check it with a manifest, as another file may have it`,
  ),
  addressUnsafe: error(
    "address-unsafe",
    (address: string) =>
      `the address ${address} is left out; write one that starts with https://, http://, mailto: or #`,
  ),

  // Labs.
  brokenMissing: error(
    "broken-missing",
    (file: string) => `there is no program ${file}; write it and \`chmod +x\` it, or take \`broken\` out of \`inits\``,
  ),
  labUnknown: error(
    "lab-unknown",
    (name: string, known: string) => `there is no lab \`${name}\`; write one of ${known === "" ? "labs/" : known}`,
  ),
  taskUnknown: error(
    "task-unknown",
    (task: string, lab: string, known: string) => `lab \`${lab}\` has no task \`${task}\`; write one of ${known}`,
  ),
  initUnknown: error(
    "init-unknown",
    (init: string, lab: string, known: string) => `lab \`${lab}\` has no PID 1 \`${init}\`; write one of ${known}`,
  ),
  stepsNotRun: warning(
    "steps-not-run",
    () => "its steps have changed since they were last run, so its pages show no date; run `pid-one solve --record`",
  ),
  stepUnknown: warning(
    "step-unknown",
    (kind: string, known: string) => `\`${kind}\` is no kind of step, so nothing runs it; steps are ${known}`,
  ),
  stepEmpty: error("step-empty", (kind: string) => `the step \`${kind}\` says nothing; write what it is about`),
  waitForNothing: warning(
    "wait-for-nothing",
    (kind: string) =>
      `\`${kind}\` waits for what never comes: no command or key stands before it; put a bash or key step there`,
  ),
  pasteNothing: error(
    "paste-nothing",
    () => "`paste` has nothing to paste: no `copy` stands before it; write a copy step that says what to look for",
  ),
  keyUnknown: warning(
    "key-unknown",
    (key: string) => `\`${key}\` is no key; write one such as ^C, ^D, Enter, Up, or use keys for text`,
  ),

  // Questions.
  questionAnswers: error(
    "question-answers",
    (opening: string) =>
      `\`${opening}\` has fewer than two answers; write a list of them: - [ ] before each wrong one, - [x] before the right one`,
  ),
  questionRight: error(
    "question-right",
    (right: number) =>
      `${right === 0 ? "no answer of this question is" : `${right} answers of this question are`} right; write [x] before exactly one`,
  ),
  questionEmpty: error("question-empty", () => "this question asks nothing; write it above its answers"),
  questionExplanation: warning(
    "question-explanation",
    () => "nothing explains the right answer; write why it is right below the list of answers",
  ),
  questionOutcome: error(
    "question-outcome",
    () =>
      "the page cannot look for this outcome; write `zombies: 3`, or `event: reaped` (or exited, orphaned, zombie) with, on further lines, `by: 1` or `to: 1`",
  ),

  // What a browser shows: only `validate --layout` tells.
  slideHigh: warning(
    "slide-high",
    (px: number, frame: Frame) =>
      `in its smallest letters this slide is ${px} px higher than its frame ${frames[frame]}; put --- where it can be split, or shorten it`,
  ),
  slideWide: warning(
    "slide-wide",
    (px: number, frame: Frame) =>
      `a line of code, a table or a picture on this slide is ${px} px wider than its frame ${frames[frame]}; break the line, or shorten it`,
  ),

  slideBreaks: warning(
    "slide-breaks",
    (command: string, frame: Frame) =>
      `the command "${command}" does not fit on one line ${frames[frame]}; shorten it, or make two of it`,
  ),

  // Where remark 0.14 with marked 0.3 reads otherwise: only `validate --compare` tells.
  remarkSeparator: warning(
    "remark-separator",
    (mark: string, reason: string) => `${mark} ends a slide or a step here, but not in remark: ${reason}`,
  ),
  remarkNoSeparator: warning(
    "remark-no-separator",
    (mark: string) =>
      `${mark} is text or code here, but ends a slide or a step in remark, which sees no code around it`,
  ),
  remarkProperty: warning(
    "remark-property",
    (key: string) => `remark takes \`${key}:\` for a property of the slide and does not show it; here it is text`,
  ),
  remarkClassEnd: warning(
    "remark-class-end",
    (opening: string, line: number) =>
      `\`${opening}\` ends on line ${line} in remark, which counts the brackets in code as well`,
  ),
  remarkClassOpen: warning(
    "remark-class-open",
    (opening: string) => `\`${opening}\` stays text in remark, which counts the brackets in code as well`,
  ),
  remarkFence: warning(
    "remark-fence",
    () => "this line is still code in marked; here it is left of the list item that the code stands in, and ends it",
  ),
  remarkList: warning(
    "remark-list",
    (nested: string) =>
      `this item is ${nested} in marked, where one blank more makes a list in a list; here it must start below the text of the item above`,
  ),
  remarkHtml: warning(
    "remark-html",
    (tag: string) =>
      `a paragraph that starts with ${tag} is Markdown in marked; here it is HTML up to the next blank line: write it behind some text`,
  ),
  remarkStart: warning(
    "remark-start",
    (number: number) => `this list starts at 1 in marked; here it starts at ${number}`,
  ),
} as const;
