/** The classes that styles or readers of the course know. */

/** Of slides, of steps, and of `.name[ ]` alike. */
export const knownClasses: readonly string[] = [
  // What a slide is for.
  "deep-dive",
  "extra-details",
  "in-person",
  "pic",
  "self-paced",
  "title",
  // Parts of a slide.
  "blackbelt",
  "button",
  "debug",
  "exercise",
  "footnote",
  "interstitial",
  "lab",
  "nav",
  "predict",
  "quiz",
  "term",
  "toc-single",
  "warning",
  // How text looks.
  "big",
  "emoji",
  "gray",
  "red",
  "small",
  "strike",
  "underline",
  // Where it stands.
  "bottom",
  "center",
  "column-half",
  "inverse",
  "left",
  "middle",
  "right",
  "top",
  // Drawn by a script.
  "mermaid",
];
