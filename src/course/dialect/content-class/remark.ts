/** The remark plugin for content classes: tokens become nodes, nodes become `div` and `span` with those classes. */
import type { BlockContent, DefinitionContent, Paragraph, PhrasingContent, Root, RootContent } from "mdast";
import type { Extension as FromMarkdown } from "mdast-util-from-markdown";
import type { Extension as Syntax } from "micromark-util-types";
// For its types of the data that plugins share.
import type {} from "remark-parse";
import type { Plugin } from "unified";
import type { Node } from "unist";
import { contentClassBlock } from "./block.ts";
import type { Pair } from "./pairs.ts";
import { contentClassText } from "./text.ts";
import { code } from "./tokens.ts";

export interface ContentClassBlock extends Node {
  type: "contentClassBlock";
  classes: string[];
  /** False if the list item or quote that it stands in ends before its `]`. */
  isClosed: boolean;
  children: (BlockContent | DefinitionContent)[];
}

export interface ContentClassText extends Node {
  type: "contentClassText";
  classes: string[];
  children: PhrasingContent[];
}

declare module "mdast" {
  interface BlockContentMap {
    contentClassBlock: ContentClassBlock;
  }
  interface PhrasingContentMap {
    contentClassText: ContentClassText;
  }
  interface RootContentMap {
    contentClassBlock: ContentClassBlock;
    contentClassText: ContentClassText;
  }
}

/** The pairs of the text that is being read; set by who parses, right before. */
export interface CurrentPairs {
  pairs: ReadonlyMap<number, Pair>;
}

const fromMarkdown: FromMarkdown = {
  canContainEols: ["contentClassText"],
  enter: {
    contentClassBlock(token) {
      this.enter({ type: "contentClassBlock", classes: [], isClosed: false, children: [] }, token);
    },
    contentClassText(token) {
      this.enter({ type: "contentClassText", classes: [], children: [] }, token);
    },
  },
  exit: {
    contentClassOpen(token) {
      const node = this.stack.at(-1);
      if (node?.type !== "contentClassBlock" && node?.type !== "contentClassText") return;
      node.classes = this.sliceSerialize(token).slice(1, -1).split(".");
    },
    contentClassClose() {
      const node = this.stack.at(-1);
      if (node?.type === "contentClassBlock") node.isClosed = true;
    },
    contentClassBlock(token) {
      this.exit(token);
    },
    contentClassText(token) {
      this.exit(token);
    },
  },
};

/** Teaches a remark processor the content classes. */
export const remarkContentClasses: Plugin<[CurrentPairs], Root> = function (current) {
  const data = this.data();
  const pairs = (): ReadonlyMap<number, Pair> => current.pairs;
  const syntax: Syntax = {
    flow: { [code.dot]: contentClassBlock(pairs) },
    text: { [code.dot]: contentClassText(pairs) },
  };
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), syntax];
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), fromMarkdown];
  return liftLoneClasses;
};

/** A paragraph that is one content class and nothing else, `.warning[…]`, is a block with a paragraph in it. */
function liftLoneClasses(parent: { children: Node[] }): void {
  for (const [index, child] of parent.children.entries()) {
    if (isParagraph(child)) {
      const [only, ...others] = child.children;
      if (only?.type !== "contentClassText" || others.length > 0) continue;
      const inner: Paragraph = { type: "paragraph", children: only.children };
      const block: ContentClassBlock = {
        type: "contentClassBlock",
        classes: only.classes,
        isClosed: true,
        children: [inner],
      };
      if (child.position) block.position = child.position;
      parent.children[index] = block;
      liftLoneClasses(block);
    } else if (isParent(child)) {
      liftLoneClasses(child);
    }
  }
}

function isParagraph(node: Node): node is Paragraph {
  return node.type === "paragraph";
}

function isParent(node: Node): node is Node & { children: RootContent[] } {
  return "children" in node && Array.isArray(node.children);
}
