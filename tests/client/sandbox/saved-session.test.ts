import { expect, test } from "vitest";
import {
  forgetSession,
  handOver,
  isOfThisTab,
  isSaved,
  savedSession,
  saveSession,
} from "../../../src/client/sandbox/saved-session.ts";
import type { Store } from "../../../src/client/storage.ts";
import { memoryStore } from "../memory-store.ts";

const session = {
  id: "s1",
  token: "TOKEN",
  socket: "/socket",
  terminals: [{ id: 0, title: "Terminal" }],
  tasks: [],
  expiresAt: "2030-01-01T12:30:00.000Z",
  idleSeconds: 600,
  lab: "zombies",
  place: "",
  server: "https://labs.example/",
  init: "tini" as const,
  skew_ms: 0,
};
const zombies = { lab: "zombies", place: "" };
const noon = Date.parse("2030-01-01T12:00:00Z");

/** A browser with a tab; `more` is another tab of it. */
function browser(more?: { browser: Store }) {
  return { browser: more?.browser ?? memoryStore(), tab: memoryStore() };
}

test("a saved session comes back within its life", () => {
  const stores = browser();
  saveSession(session, stores);
  expect(savedSession(zombies, session.server, noon, stores)).toEqual(session);
  expect(savedSession(zombies, session.server, noon + 31 * 60_000, stores)).toBeNull();
});

test("the session of another lab or another server does not", () => {
  const stores = browser();
  saveSession(session, stores);
  expect(savedSession({ lab: "signals", place: "" }, session.server, noon, stores)).toBeNull();
  expect(savedSession(zombies, "https://elsewhere.example/", noon, stores)).toBeNull();
});

test("nothing comes back of what was forgotten or spoiled", () => {
  const stores = browser();
  saveSession(session, stores);
  forgetSession(session, stores);
  expect(savedSession(zombies, session.server, noon, stores)).toBeNull();
  expect(isOfThisTab(session, stores)).toBe(false);
  stores.browser.set("pid-one.session.zombies", '{"id": 7}');
  expect(savedSession(zombies, session.server, noon, stores)).toBeNull();
});

test("all tabs know it, and one has it", () => {
  const first = browser();
  const second = browser(first);
  saveSession(session, first);
  expect(savedSession(zombies, session.server, noon, second)).toEqual(session);
  expect([first, second].map((tab) => isOfThisTab(session, tab))).toEqual([true, false]);
  saveSession(session, second);
  handOver(session, first);
  expect([first, second].map((tab) => isOfThisTab(session, tab))).toEqual([false, true]);
});

test("who forgets an old session leaves the one that another tab began", () => {
  const first = browser();
  const second = browser(first);
  saveSession(session, first);
  saveSession({ ...session, id: "s2" }, second);
  expect(isSaved(session, first)).toBe(false);
  forgetSession(session, first);
  expect(savedSession(zombies, session.server, noon, first)?.id).toBe("s2");
});

test("a lab that a page has twice has a session in each place", () => {
  const stores = browser();
  saveSession(session, stores);
  saveSession({ ...session, id: "s2", place: "right" }, stores);
  expect(savedSession(zombies, session.server, noon, stores)?.id).toBe("s1");
  expect(savedSession({ lab: "zombies", place: "right" }, session.server, noon, stores)?.id).toBe("s2");
});
