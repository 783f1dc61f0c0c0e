/** Draws the diagrams of a page, if it has any. Without scripts their source stands there to read. */

/** Comes when all are drawn, in the colours that are shown. One that cannot be drawn stays as it is written. */
export async function drawDiagrams(root: ParentNode): Promise<void> {
  const sources = [...root.querySelectorAll<HTMLPreElement>("pre.mermaid")];
  if (sources.length === 0) return;
  try {
    const { draw } = await import("./draw.ts");
    await draw(sources);
  } catch (error) {
    console.warn("Diagrams stay as they are written:", error);
  }
}
