/** The page that the browser tests use: one lab with a scripted sandbox, which the tests reach as `window.fake`. */
import "../../../src/styles/tokens.css";
import "../../../src/words/en/speak.ts";
import type { LabSummary } from "../../../src/protocol/labs.ts";
import { FakeDriver } from "./fake-driver.ts";

declare global {
  interface Window {
    fake: FakeDriver;
  }
}

const asked = new URLSearchParams(location.search);
const definition: LabSummary = {
  id: "zombies",
  title: "Zombies and orphans",
  summary: "Make zombies, hand orphans to PID 1, and see what a PID 1 that waits changes.",
  terminals: [{ id: 0, title: "Terminal" }],
  inits: asked.has("one-init") ? ["none"] : ["none", "pid-one", "tini"],
  tasks: [
    {
      ...{ id: "zombie", goal: "Make a zombie that stays.", hints: ["Think of a parent.", "It is `make-zombies`."] },
      ...{ explanation: "Nobody asked for its status.", solution: [{ kind: "bash", text: "make-zombies 3 &" }] },
    },
    {
      ...{ id: "adopted", goal: "Let PID 1 adopt an orphan.", hints: [] },
      solution: [
        { kind: "restart", text: "tini" },
        { kind: "bash", text: "make-orphans" },
      ],
    },
    {
      ...{ id: "reaped", goal: "Restart with pid-one as PID 1, and see an orphan reaped." },
      ...{ hints: [] },
    },
  ],
};

const mode = asked.get("mode") ?? "article";
window.fake = new FakeDriver();
if (asked.has("theme")) document.documentElement.dataset.theme = asked.get("theme") ?? "";
document.body.dataset.mode = mode;
const lab = document.createElement("pid-lab");
const kept = document.querySelector("pid-lab");
lab.setAttribute("lab", "zombies");
lab.setAttribute("definition", JSON.stringify(definition));
lab.setAttribute("mode", mode);
if (mode === "page") lab.append(...(kept?.children ?? []));
kept?.remove();
if (mode !== "article") document.querySelector("main")?.replaceChildren();
document.querySelector("main")?.append(lab);

await import("../../../src/client/lab/element.ts");
if (!asked.has("remote")) lab.driver = window.fake;
await import("../../../src/client/commands/enhance.ts");
