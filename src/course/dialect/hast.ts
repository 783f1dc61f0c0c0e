/** Small helpers over HTML trees. */
import type { Element, ElementContent, Root, RootContent } from "hast";

/** Calls `visit` on each element, parents first. */
export function eachElement(node: Root | Element, visit: (element: Element) => void): void {
  for (const child of node.children) {
    if (child.type !== "element") continue;
    visit(child);
    eachElement(child, visit);
  }
}

export function textOf(node: RootContent | ElementContent): string {
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}

export function classesOf({ properties }: Element): string[] {
  const { className } = properties;
  return Array.isArray(className) ? className.map(String) : [];
}

export function element(tagName: string, properties: Element["properties"], children: ElementContent[]): Element {
  return { type: "element", tagName, properties, children };
}

/** What a root holds, without what can stand only in a root. */
export function contentOf(root: Root): ElementContent[] {
  return root.children.filter(isElementContent);
}

/** All but a doctype, and a module's import or export, which only MDX has. */
export function isElementContent(child: RootContent): child is ElementContent {
  return child.type !== "doctype" && child.type !== "mdxjsEsm";
}
