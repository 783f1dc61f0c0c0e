/** Items of lists as HTML: the usual, but in time that grows with the list. */
import type { List, ListItem, Parents } from "mdast";
import type { Handlers, State } from "mdast-util-to-hast";
import { defaultHandlers } from "remark-rehype";

/** Whether there are paragraphs in a list's items. Each item would look at all others to find out. */
const loose = new WeakMap<List, boolean>();

export const listHandlers: Handlers = {
  listItem(state: State, node: ListItem, parent: Parents | undefined) {
    if (parent?.type !== "list") return defaultHandlers.listItem(state, node, parent);
    return defaultHandlers.listItem(state, node, { type: "list", spread: isLoose(parent), children: [] });
  },
};

function isLoose(list: List): boolean {
  const known = loose.get(list);
  if (known !== undefined) return known;
  const is = list.spread === true || list.children.some(({ spread, children }) => spread ?? children.length > 1);
  loose.set(list, is);
  return is;
}
