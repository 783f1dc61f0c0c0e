/** What may reach a page, whatever came before: the last look at a tree. */
import { defaultSchema, type Options } from "rehype-sanitize";

export const courseSchema: Options = {
  ...defaultSchema,
  tagNames: [...(defaultSchema.tagNames ?? []), "aside", "figcaption", "figure", "mark", "section", "small", "u"],
  attributes: {
    ...defaultSchema.attributes,
    "*": [...(defaultSchema.attributes?.["*"] ?? []), "className", "dataBuild", "hidden", "role"],
    code: [["className", /^language-[\w+#.-]+$/]],
    div: ["dataFor", "dataLab", "dataOutcome", "dataQuestion"],
    li: ["dataRight"],
    pre: ["dataStep", "tabIndex"],
  },
  // Ids are made by us from headings, so that links to them work as written.
  clobber: [],
};
