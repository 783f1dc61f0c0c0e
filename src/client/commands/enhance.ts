/**
 * Makes the commands in the text work: each `pre[data-step]` inside `.lab-steps[data-lab]` gets a button that types it into
 * the page's lab of that name, and one that copies it. Without JavaScript they are what they look like: code to read.
 *
 * `bash` types the command and Enter; `key` and `keys` send keys ("^C"). Other steps are for people and tests: no button.
 * What can be run has `data-runs`, and `data-ran` once it was.
 */

import { words } from "../../words/page.ts";
import { adoptStyles } from "../adopt-styles.ts";
import { h } from "../dom.ts";
import type { PidLab } from "../lab/element.ts";
import { nextTask } from "../pauses.ts";
import { copyButton } from "./copy.ts";
import { keysOf } from "./keys.ts";
import css from "./styles.css?inline";

/** Enhances all commands below `root`, once each. */
export function enhanceCommands(root: ParentNode): void {
  adoptStyles(css);
  for (const steps of root.querySelectorAll<HTMLElement>(".lab-steps[data-lab]")) {
    for (const pre of steps.querySelectorAll<HTMLElement>("pre[data-step]:not([data-enhanced])")) {
      enhance(pre, steps.dataset.lab ?? "");
    }
  }
}

function enhance(pre: HTMLElement, lab: string): void {
  const text = (pre.querySelector("code") ?? pre).textContent.trim();
  const { step } = pre.dataset;
  pre.dataset.enhanced = "";
  if (step !== "bash" && step !== "key" && step !== "keys") return;
  const buttons = h("div", { class: "pid-command__buttons", lang: words.language });
  if (labNamed(lab)) {
    pre.dataset.runs = "";
    buttons.append(runButton(pre, lab, step === "bash", text));
  }
  if (step === "bash") buttons.append(copyButton(text));
  const box = h("div", { class: "pid-command" });
  pre.replaceWith(box);
  box.append(pre, buttons);
}

function runButton(pre: HTMLElement, lab: string, isCommand: boolean, text: string): HTMLButtonElement {
  const name = isCommand ? words.lab.commands.run : words.lab.commands.press;
  const button = h("button", { type: "button", "aria-label": words.lab.commands.name(name, text) }, name);
  button.addEventListener("click", async () => {
    button.disabled = true;
    const element = labNamed(lab);
    const ran = (await (isCommand ? element?.run(text) : element?.send(keysOf(text)))) ?? false;
    button.disabled = false;
    button.focus();
    element?.reveal();
    if (!ran) return;
    pre.dataset.ran = "";
    pre.dispatchEvent(new CustomEvent("pid-command-ran", { bubbles: true }));
    button.textContent = `${name} ✓`;
    button.setAttribute("aria-label", words.lab.commands.again(name, text));
  });
  return button;
}

function labNamed(lab: string): PidLab | null {
  return document.querySelector<PidLab>(`pid-lab[lab="${CSS.escape(lab)}"]`);
}

// The lab's element was made right before.
await nextTask();
enhanceCommands(document);
