/** Mermaid as it is used here: loaded once, with our colours, and with nothing that a text could change for the worse. */

export type Scheme = "light" | "dark";

export interface Mermaid {
  initialize(options: object): void;
  render(id: string, text: string): Promise<{ svg: string }>;
}

declare global {
  var mermaid: Mermaid | undefined;
}

let loaded: Promise<Mermaid> | undefined;

/** @param address of its one file, a classic script that names itself `mermaid` */
export function loadMermaid(address: string): Promise<Mermaid> {
  loaded ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => {
      if (globalThis.mermaid) resolve(globalThis.mermaid);
      else reject(new Error("mermaid did not name itself"));
    });
    script.addEventListener("error", () => reject(new Error("mermaid could not be loaded")));
    document.head.append(script);
  });
  return loaded;
}

/** Those of styles/tokens.css, which mermaid must know as figures: it mixes others from them. */
const colours = {
  light: {
    ground: "#fbf9f5",
    surface: "#f3efe8",
    mark: "#f6df9c",
    text: "#25211c",
    muted: "#665e54",
    accent: "#0b6058",
    danger: "#a3291f",
    accentText: "#ffffff",
  },
  dark: {
    ground: "#191a1c",
    surface: "#222427",
    mark: "#5c4a12",
    text: "#dcd8d0",
    muted: "#a39c91",
    accent: "#6cc5b8",
    danger: "#f08f84",
    accentText: "#0c1a18",
  },
};

const fontFamily = '"Source Sans 3 Variable", "Source Sans 3", system-ui, sans-serif';
/** Branches of a git graph, sections of a timeline: hues that differ in lightness, too. */
const series = {
  light: ["#0b6058", "#1759b8", "#a3291f", "#7a5c00", "#6b3fa0", "#3d6b1f", "#8a3b6b", "#4d4a45"],
  dark: ["#6cc5b8", "#8ab8ff", "#f08f84", "#e0c060", "#c3a5f0", "#a5d080", "#f0a5cf", "#c9c3b8"],
};

export function optionsFor(scheme: Scheme): object {
  const { ground, surface, mark, text, muted, accent, danger, accentText } = colours[scheme];
  const hues = Object.fromEntries(
    series[scheme].flatMap((hue, index) => [
      [`git${index}`, hue],
      [`gitInv${index}`, ground],
      [`gitBranchLabel${index}`, accentText],
      [`pie${index + 1}`, hue],
      [`cScale${index}`, hue],
      [`cScaleLabel${index}`, accentText],
    ]),
  );
  return {
    startOnLoad: false,
    look: "classic",
    securityLevel: "strict",
    htmlLabels: false,
    flowchart: { htmlLabels: false, useMaxWidth: true },
    suppressErrorRendering: true,
    fontFamily,
    theme: "base",
    themeVariables: {
      ...hues,
      darkMode: scheme === "dark",
      fontFamily,
      fontSize: "16px",
      background: ground,
      primaryColor: surface,
      primaryTextColor: text,
      primaryBorderColor: text,
      secondaryColor: mark,
      secondaryTextColor: text,
      tertiaryColor: surface,
      tertiaryTextColor: text,
      tertiaryBorderColor: muted,
      lineColor: muted,
      textColor: text,
      titleColor: text,
      mainBkg: surface,
      nodeBorder: text,
      clusterBkg: ground,
      clusterBorder: muted,
      edgeLabelBackground: ground,
      noteBkgColor: mark,
      noteTextColor: text,
      noteBorderColor: muted,
      actorBkg: surface,
      actorBorder: text,
      actorTextColor: text,
      actorLineColor: muted,
      signalColor: text,
      signalTextColor: text,
      activationBkgColor: mark,
      commitLabelColor: text,
      commitLabelBackground: ground,
      tagLabelColor: accentText,
      tagLabelBackground: accent,
      tagLabelBorder: accent,
      errorBkgColor: ground,
      errorTextColor: danger,
      pieTitleTextColor: text,
      pieSectionTextColor: accentText,
      pieLegendTextColor: text,
      pieStrokeColor: ground,
      pieOuterStrokeColor: muted,
    },
    // What a text may not set for itself, beside what mermaid guards.
    secure: ["secure", "securityLevel", "startOnLoad", "maxTextSize", "suppressErrorRendering", "maxEdges"].concat([
      ...["theme", "themeVariables", "themeCSS", "fontFamily", "htmlLabels", "darkMode", "look"],
    ]),
  };
}
