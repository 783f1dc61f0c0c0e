/** The page that the browser tests use: one lab with a scripted sandbox, which the tests reach as `window.fake`. */
import "../../../src/styles/tokens.css";
import "../../../src/client/lab/element.ts";
import "../../../src/client/commands/enhance.ts";
import type { LabSummary } from "../../../src/protocol/labs.ts";
import { FakeDriver } from "./fake-driver.ts";

declare global {
  interface Window {
    fake: FakeDriver;
  }
}

const definition: LabSummary = {
  id: "zombies",
  title: "Zombies and orphans",
  summary: "Make zombies, hand orphans to PID 1, and see what a PID 1 that waits changes.",
  terminals: [{ id: 0, title: "Terminal" }],
  inits: ["none", "pid-one", "tini"],
  tasks: [
    { id: "zombie", text: "Make a zombie that stays." },
    { id: "adopted", text: "Let PID 1 adopt an orphan." },
    { id: "reaped", text: "Restart with pid-one as PID 1, and see an orphan reaped." },
  ],
};

const asked = new URLSearchParams(location.search);
const mode = asked.get("mode") ?? "article";
window.fake = new FakeDriver();
if (asked.has("theme")) document.documentElement.dataset.theme = asked.get("theme") ?? "";
document.body.dataset.mode = mode;
for (const lab of document.querySelectorAll("pid-lab")) {
  lab.remove();
  lab.setAttribute("definition", JSON.stringify(definition));
  lab.setAttribute("mode", mode);
  if (!asked.has("remote")) lab.driver = window.fake;
  if (mode !== "page") lab.replaceChildren();
  document.querySelector("main")?.append(lab);
}
