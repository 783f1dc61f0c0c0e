import { expect, test } from "vitest";
import { forgetSession, savedSession, saveSession } from "../../../src/client/sandbox/saved-session.ts";
import type { Store } from "../../../src/client/storage.ts";

const session = {
  id: "s1",
  token: "TOKEN",
  socket: "/socket",
  terminals: [{ id: 0, title: "Terminal" }],
  tasks: [],
  expiresAt: "2030-01-01T12:30:00.000Z",
  idleSeconds: 600,
  lab: "zombies",
  server: "https://labs.example/",
  init: "tini" as const,
  skew_ms: 0,
};
const noon = Date.parse("2030-01-01T12:00:00Z");

function memory(): Store {
  const kept = new Map<string, string>();
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void kept.set(key, value),
    remove: (key) => void kept.delete(key),
  };
}

test("a saved session comes back within its life", () => {
  const store = memory();
  saveSession(session, store);
  expect(savedSession("zombies", session.server, noon, store)).toEqual(session);
  expect(savedSession("zombies", session.server, noon + 31 * 60_000, store)).toBeNull();
});

test("the session of another lab or another server does not", () => {
  const store = memory();
  saveSession(session, store);
  expect(savedSession("signals", session.server, noon, store)).toBeNull();
  expect(savedSession("zombies", "https://elsewhere.example/", noon, store)).toBeNull();
});

test("nothing comes back of what was forgotten or spoiled", () => {
  const store = memory();
  saveSession(session, store);
  forgetSession("zombies", store);
  expect(savedSession("zombies", session.server, noon, store)).toBeNull();
  store.set("pid-one.session.zombies", '{"id": 7}');
  expect(savedSession("zombies", session.server, noon, store)).toBeNull();
});
