/** Screen reader mode makes each line of the terminal an element of the page. It costs speed, so it is a choice, kept for all labs. */

const key = "pid-one.screen-reader";

export function isScreenReaderMode(): boolean {
  try {
    return localStorage.getItem(key) === "on";
  } catch {
    return false;
  }
}

export function setScreenReaderMode(on: boolean): void {
  try {
    localStorage.setItem(key, on ? "on" : "off");
  } catch {
    // A page that may not store keeps the choice until it is left.
  }
}
