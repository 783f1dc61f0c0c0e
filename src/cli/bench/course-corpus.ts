/** A course of any size to measure with: made-up text that uses all of the dialect, each slide with words of its own. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const slidesOfChapter = 15;
const chaptersOfDeck = 30;
const words =
  "process parent child signal zombie orphan init kernel shell container namespace terminal waits ends starts reaps forks the a no each its first last and with of to in from quickly again twice".split(
    " ",
  );

/** Writes `slides/` and `labs/` with so many slides into a folder; the same for each run. Gives the number of decks. */
export async function writeCorpus(root: string, slides: number): Promise<number> {
  await mkdir(join(root, "slides/text"), { recursive: true });
  await mkdir(join(root, "slides/images"), { recursive: true });
  await writeFile(
    join(root, "slides/images/tree.svg"),
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
  );
  await writeFile(join(root, "example.yaml"), "kind: Example\nitems: [a, b]\n");
  const names = Array.from({ length: Math.ceil(slides / slidesOfChapter) }, (_, index) => `text/chapter-${index}.md`);
  for (const [index, name] of names.entries()) {
    const count = Math.min(slidesOfChapter, slides - index * slidesOfChapter);
    await writeFile(join(root, "slides", name), chapter(index, count));
  }
  const decks = Math.ceil(names.length / chaptersOfDeck);
  for (let deck = 0; deck < decks; deck += 1) {
    const its = names.slice(deck * chaptersOfDeck, (deck + 1) * chaptersOfDeck);
    await writeFile(join(root, "slides", `deck-${deck}.yml`), manifest(deck, its));
  }
  return decks;
}

function manifest(deck: number, names: readonly string[]): string {
  const half = Math.ceil(names.length / 2);
  const part = (some: readonly string[]): string =>
    some.map((name, index) => `${index === 0 ? "- - " : "  - "}${name}\n`).join("");
  return (
    `title: |\n  Deck ${deck}\n  of many\nchat: "[chat](https://example.org/chat)"\ngitrepo: github.com/example/course\n` +
    "slides: https://example.org/\nexclude: [in-person]\ncontent:\n" +
    "- |\n  class: title\n\n  @@TITLE@@\n- |\n  @@TOC@@\n" +
    part(names.slice(0, half)) +
    part(names.slice(half))
  );
}

function chapter(number: number, slides: number): string {
  const say = speaker(number);
  const texts = Array.from({ length: slides }, (_, index) =>
    index === 0 ? first(number, say) : (forms[(number + index) % forms.length] ?? plain)(say),
  );
  return `${texts.join("\n---\n\n")}\n???\n\n:EN:- ${say(4)}\n:FR:- ${say(4)}\n`;
}

/** Says so many words. */
type Say = (count: number) => string;

/** Words in an order that only depends on the seed (a linear congruential generator). */
function speaker(seed: number): Say {
  let state = seed * 7919 + 1;
  const next = (): string => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return words[(state >> 8) % words.length] ?? "";
  };
  return (count) => Array.from({ length: count }, next).join(" ");
}

const first = (number: number, say: Say): string => `# ${say(3)} ${number}

- ${say(9)}

  (${say(8)})

- ${say(12)} *${say(2)}*

--

- **${say(5)}**, ${say(4)}
`;

const plain = (say: Say): string => `## ${say(4)}

- ${say(12)} \`${say(1)}\`

- ${say(10)}

  - ${say(6)}

  - ${say(7)}
    <br/>
    (${say(6)})

- ${say(11)}

  (${say(9)})
`;

const linking = (say: Say): string => `## ${say(5)}

- ${say(12)}

- ${say(11)} [${say(2)}](https://example.org/${say(1)}#${say(1)})

  (${say(9)})

- ${say(14)}:

  *${say(8)}*

- ${say(10)} *${say(2)}* ${say(3)}
`;

const forms: readonly ((say: Say) => string)[] = [
  plain,
  linking,
  (say) => `## ${say(3)}

- ${say(10)}

.lab[

- ${say(6)}:
  \`\`\`bash
  ps -e -o pid,ppid | grep ${say(1)}
  kill \`${say(1)}\`
  \`\`\`

<!--
\`\`\`wait ${say(1)}\`\`\`
\`\`\`key ^C\`\`\`
-->

- ${say(8)}:
  \`\`\`bash
  ${say(3)} \\
      --${say(1)}
  \`\`\`

]

${say(14)}.
`,
  (say) => `class: extra-details

## ${say(4)}?

* ${say(12)}

* ${say(9)} \`${say(2)}\`

* ${say(13)} &lt; ${say(1)}&trade;

--

${say(8)}!

???

${say(20)}.
`,
  (say) => `## ${say(3)}

${say(18)}.

\`\`\`yaml
kind: ${say(1)}
spec:
  - name: \`${say(1)}\`
* ${say(2)}: [ "${say(1)}", "--${say(1)}" ]
\`\`\`

.footnote[${say(7)}: [${say(2)}][source].]

[source]: https://example.org/${say(1)}
`,
  plain,
  (say) => `class: pic

![${say(5)}](images/tree.svg)
`,
  (say) => `name: ${say(1)}-${say(1)}-${say(1)}-${say(1)}
class: extra-details, deep-dive

## ${say(4)}

| ${say(1)} | ${say(2)} |
|---|---|
| ${say(3)} | \`${say(1)}\` |
| ${say(2)} | ${say(6)} |

.small[
${say(9)} <del>${say(2)}</del>

.warning[${say(7)}]
]
`,
  (say) => `class: in-person

## ${say(4)}

- ${say(9)} @@CHAT@@

- ${say(7)}

---

## ${say(3)}

- ${say(8)}: @@LINK[example.yaml]

\`\`\`yaml
@@INCLUDE[example.yaml]
\`\`\`

1. ${say(6)}

2. ${say(8)}

> ${say(12)}
`,
  (say) => `## ${say(3)}

\`\`\`mermaid
graph TD
  ${say(1)} --> ${say(1)}
  ${say(1)} --> ${say(1)}
\`\`\`

.small.red[${say(4)}] ${say(6)}, ${say(3)}.

<pre>
${say(4)}

${say(5)}
</pre>

- ${say(5)}
- ${say(6)}
- ${say(4)}
`,
];
