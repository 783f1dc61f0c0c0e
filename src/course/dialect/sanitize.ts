/** What may reach a page. Raw HTML never gets this far; this holds even if a transform forgets itself. */
import { defaultSchema, type Options } from "rehype-sanitize";

export const courseSchema: Options = {
  ...defaultSchema,
  tagNames: [...(defaultSchema.tagNames ?? []), "aside", "section"],
  attributes: {
    ...defaultSchema.attributes,
    "*": [...(defaultSchema.attributes?.["*"] ?? []), "className", "hidden", "role"],
    code: [["className", /^language-[\w+#.-]+$/]],
    div: ["dataLab"],
    pre: ["dataStep", "tabIndex"],
  },
  // Ids are made by us from headings, so that links to them work as written.
  clobber: [],
};
