/** Of the light theme: a picture for others has one look. */
export const colours = {
  ground: "#fbf9f5",
  panel: "#f3efe8",
  text: "#25211c",
  muted: "#665e54",
  border: "#d9d2c6",
  accent: "#0b6058",
  danger: "#a3291f",
  light: "#ffffff",
};
