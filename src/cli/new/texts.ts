/** What a new chapter and a new lab say, until their author says something. They validate, run and render as they are. */

export function chapterText(title: string): string {
  return `# ${title}

Say in a sentence or two what a reader will know at the end.

---

## The first subject

- One thought in each point.

  (What is said in a lower voice stands in parentheses.)

--

- What follows two dashes comes at the next step.

???

Words for who presents. A reader does not see them.

:EN:- What this chapter teaches, in a few words

---

class: extra-details

## More about it

A reader can open this, and a room can do without.
`;
}

export function labText(title: string): string {
  return `---
title: ${JSON.stringify(title)}
summary: Say in a sentence what is to be seen here.
inits: [none, pid-one]
command: [/bin/bash, -l]
tasks:
  - id: orphan
    goal: Hand an orphan to PID 1.
    check: { event: orphaned, to: 1 }
    hints: [An orphan is a child whose parent has ended.]
    solution: [(sleep 60 &)]
    explanation: The shell in parentheses ended, so the kernel gave its child to PID 1.
---

Say what the learner has before them: the shell is PID 1 of a container of its own.

## First steps

.lab[

- A shell in parentheses ends at once. Its child goes on, and PID 1 takes it in:

  \`\`\`bash
  (sleep 60 &)
  \`\`\`

  <!-- \`\`\`check task orphan\`\`\` -->

- The lab's own programs are in \`/lab/bin\`:

  \`\`\`bash
  hello
  \`\`\`

  <!-- \`\`\`wait Hello\`\`\` -->

]
`;
}

/** A program of the lab's own. */
export const helloProgram = `#!/bin/sh
# hello: says who runs it.
echo "Hello from PID $$, a child of $PPID."
`;
