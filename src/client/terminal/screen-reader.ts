/** Screen reader mode makes each line of the terminal an element of the page. It costs speed, so it is a choice, kept for all labs. */
import { browserStore } from "../storage.ts";

const key = "pid-one.screen-reader";

export function isScreenReaderMode(): boolean {
  return browserStore.get(key) === "on";
}

export function setScreenReaderMode(on: boolean): void {
  browserStore.set(key, on ? "on" : "off");
}
