/** What a lab is, as the page that has it wrote it into the element: checked when the site was built, not here. */
import type { LabSummary } from "../../protocol/labs.ts";

export function definitionOf(element: Element): LabSummary {
  const lab = element.getAttribute("lab") ?? "";
  const written: Partial<LabSummary> = JSON.parse(element.getAttribute("definition") ?? "{}");
  return {
    id: lab,
    title: lab,
    summary: "",
    terminals: [],
    inits: ["none"],
    tasks: [],
    ...written,
  };
}
